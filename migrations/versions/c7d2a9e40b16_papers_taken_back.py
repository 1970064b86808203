"""When a paper was taken back; PDFs that were kept before they were made clean are opened anew."""

from alembic import op
import sqlalchemy as sa


revision = 'c7d2a9e40b16'
down_revision = 'f3a9c1d7e604'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.add_column(sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True))
    # What was found in them was told of files that lie there as they came; nobody knows which were cleaned since.
    op.execute("UPDATE paper SET found = '' WHERE mime = 'application/pdf' AND stored_as IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.drop_column('taken_back_at')
