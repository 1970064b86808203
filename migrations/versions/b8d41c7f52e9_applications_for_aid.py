"""applications for aid"""

from alembic import op


revision = 'b8d41c7f52e9'
down_revision = 'c7b1e04f92ad'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A study grant is asked for by the form of all aid: what somebody has begun is found again there.
    op.execute("UPDATE draft SET form_key = 'aid' WHERE form_key = 'study_grant'")


def downgrade() -> None:
    pass  # which of them were study grants, the version before finds by their programme no more
