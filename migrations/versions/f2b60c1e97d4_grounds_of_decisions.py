"""grounds of decisions"""

from alembic import op
import sqlalchemy as sa


revision = 'f2b60c1e97d4'
down_revision = 'd7c05a9e3b14'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Decisions of the version before keep none: a case that is corrected then is compared with what it was before.
    op.add_column('decision', sa.Column('grounds', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column('decision', 'grounds')
