"""kinds of papers in the trail"""

from alembic import op


revision = 'b4d7e2a90c61'
down_revision = 'a9c3e5d71f48'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What papers somebody has is sealed; the trail kept it in clear when papers were added to a case.
    op.execute("UPDATE audit SET detail = '' WHERE action = 'added papers'")


def downgrade() -> None:
    pass
