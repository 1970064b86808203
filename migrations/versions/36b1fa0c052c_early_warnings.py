"""early warnings"""

from alembic import op
import sqlalchemy as sa


revision = '36b1fa0c052c'
down_revision = 'e4b7c20a91d6'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_household_file_last_visit_on', 'household_file', ['last_visit_on'], unique=False)
    op.create_table('edge_household',
    sa.Column('seal', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('found_on', sa.Date(), nullable=False),
    sa.Column('sums', sa.LargeBinary(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], ),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('person_id'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('edge_household', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_edge_household_ended_on'), ['ended_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_edge_household_seal'), ['seal'], unique=True)
        batch_op.create_index(batch_op.f('ix_edge_household_unit_id'), ['unit_id'], unique=False)

    op.create_table('early_warning',
    sa.Column('waits_since', sa.Date(), nullable=True),
    sa.Column('waits_until', sa.Date(), nullable=True),
    sa.Column('reminded', sa.Integer(), server_default='0', nullable=False),
    sa.Column('call_on', sa.Date(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sign', sa.String(), nullable=False),
    sa.Column('once', sa.String(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('found_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('told', sa.Integer(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answered_by', sa.BigInteger(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['household_id'], ['household_file.id'], ),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], ),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('once'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('early_warning', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_early_warning_call_on'), ['call_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_early_warning_found_at'), ['found_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_early_warning_household_id'), ['household_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_early_warning_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_early_warning_unit_id'), ['unit_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('early_warning', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_early_warning_unit_id'))
        batch_op.drop_index(batch_op.f('ix_early_warning_person_id'))
        batch_op.drop_index(batch_op.f('ix_early_warning_household_id'))
        batch_op.drop_index(batch_op.f('ix_early_warning_found_at'))
        batch_op.drop_index(batch_op.f('ix_early_warning_call_on'))

    op.drop_table('early_warning')
    with op.batch_alter_table('edge_household', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_edge_household_unit_id'))
        batch_op.drop_index(batch_op.f('ix_edge_household_seal'))
        batch_op.drop_index(batch_op.f('ix_edge_household_ended_on'))

    op.drop_table('edge_household')
    op.drop_index('ix_household_file_last_visit_on', table_name='household_file')
