"""books"""

from alembic import op
import sqlalchemy as sa


revision = 'db853ccf0b9f'
down_revision = 'b1e4a7d92c30'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('book_end',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('mark', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('fund',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('received', sa.BigInteger(), nullable=False),
    sa.Column('committed', sa.BigInteger(), nullable=False),
    sa.Column('paid', sa.BigInteger(), nullable=False),
    sa.Column('lent', sa.BigInteger(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('committed >= 0 AND paid >= 0 AND lent >= 0', name='fund_parts'),
    sa.CheckConstraint('received >= committed + paid + lent', name='fund_holds_it'),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id']),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key', 'unit_id'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('fund', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fund_key'), ['key'], unique=False)
        batch_op.create_index(batch_op.f('ix_fund_unit_id'), ['unit_id'], unique=False)

    op.create_table('fund_receipt',
    sa.Column('seal', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fund_key', sa.String(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('fen', sa.BigInteger(), nullable=False),
    sa.Column('came_on', sa.Date(), nullable=False),
    sa.Column('reference', sa.String(), nullable=False),
    sa.Column('reference_key', sa.String(), nullable=False),
    sa.Column('giver', sa.LargeBinary(), nullable=True),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('reason', sa.LargeBinary(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('entered_by', sa.BigInteger(), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by', sa.BigInteger(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refusal', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint('fen > 0', name='fund_receipt_fen'),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id']),
    sa.PrimaryKeyConstraint('id'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('fund_receipt', schema=None) as batch_op:
        batch_op.create_index('fund_receipt_once', ['unit_id', 'way', 'reference_key'], unique=True, sqlite_where=sa.text("state IN ('proposed', 'confirmed')"), postgresql_where=sa.text("state IN ('proposed', 'confirmed')"))
        batch_op.create_index(batch_op.f('ix_fund_receipt_seal'), ['seal'], unique=True)
        batch_op.create_index(batch_op.f('ix_fund_receipt_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_fund_receipt_unit_id'), ['unit_id'], unique=False)

    op.create_table('book_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('debit', sa.String(), nullable=False),
    sa.Column('credit', sa.String(), nullable=False),
    sa.Column('fen', sa.BigInteger(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('row_id', sa.Integer(), nullable=True),
    sa.Column('receipt_id', sa.Integer(), nullable=True),
    sa.Column('by', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('mark', sa.String(), nullable=False),
    sa.CheckConstraint('fen > 0', name='book_entry_fen'),
    sa.ForeignKeyConstraint(['receipt_id'], ['fund_receipt.id']),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('key'),
    sa.UniqueConstraint('number'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('book_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_book_entry_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_book_entry_receipt_id'), ['receipt_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_book_entry_row_id'), ['row_id'], unique=False)

    op.create_table('fund_hold',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('fund_id', sa.Integer(), nullable=False),
    sa.Column('committed', sa.BigInteger(), nullable=False),
    sa.Column('paid', sa.BigInteger(), nullable=False),
    sa.Column('lent', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('committed >= 0 AND paid >= 0 AND lent >= 0', name='fund_hold_parts'),
    sa.ForeignKeyConstraint(['fund_id'], ['fund.id']),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('case_id', 'fund_id'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('fund_hold', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fund_hold_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_fund_hold_fund_id'), ['fund_id'], unique=False)

    with op.batch_alter_table('aid_case', schema=None) as batch_op:
        batch_op.add_column(sa.Column('set_aside', sa.BigInteger(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('short_since', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_aid_case_short_since'), ['short_since'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('aid_case', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_aid_case_short_since'))
        batch_op.drop_column('short_since')
        batch_op.drop_column('set_aside')

    with op.batch_alter_table('fund_hold', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fund_hold_fund_id'))
        batch_op.drop_index(batch_op.f('ix_fund_hold_case_id'))

    op.drop_table('fund_hold')
    with op.batch_alter_table('book_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_book_entry_row_id'))
        batch_op.drop_index(batch_op.f('ix_book_entry_receipt_id'))
        batch_op.drop_index(batch_op.f('ix_book_entry_case_id'))

    op.drop_table('book_entry')
    with op.batch_alter_table('fund_receipt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fund_receipt_unit_id'))
        batch_op.drop_index(batch_op.f('ix_fund_receipt_state'))
        batch_op.drop_index(batch_op.f('ix_fund_receipt_seal'))
        batch_op.drop_index('fund_receipt_once', sqlite_where=sa.text("state IN ('proposed', 'confirmed')"), postgresql_where=sa.text("state IN ('proposed', 'confirmed')"))

    op.drop_table('fund_receipt')
    with op.batch_alter_table('fund', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fund_unit_id'))
        batch_op.drop_index(batch_op.f('ix_fund_key'))

    op.drop_table('fund')
    op.drop_table('book_end')
