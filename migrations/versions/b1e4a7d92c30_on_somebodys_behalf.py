"""Who acts on somebody's behalf, and who entered a case."""

from alembic import op
import sqlalchemy as sa


revision = 'b1e4a7d92c30'
down_revision = 'c7e19b52d480'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('behalf',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('hand_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('may', sa.String(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resident_id_print', sa.String(), nullable=True),
    sa.Column('open_key', sa.String(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.BigInteger(), nullable=True),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('right_since', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['hand_id'], ['person.id']),
    sa.ForeignKeyConstraint(['person_id'], ['person.id']),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('open_key'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('behalf', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_behalf_hand_id'), ['hand_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_behalf_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_behalf_resident_id_print'), ['resident_id_print'], unique=False)
    op.add_column('aid_case', sa.Column('entered_by', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    op.drop_column('aid_case', 'entered_by')
    op.drop_table('behalf')
