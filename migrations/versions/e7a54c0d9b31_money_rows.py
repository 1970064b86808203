"""money rows"""

from alembic import op
import sqlalchemy as sa


revision = 'e7a54c0d9b31'
down_revision = 'c41f0a7be2d9'
branch_labels = None
depends_on = None

ALIVE = sa.text("state IN ('proposed', 'due', 'paid')")


def upgrade() -> None:
    op.create_table('money_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('period', sa.String(), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('fen', sa.BigInteger(), nullable=False),
    sa.Column('payee', sa.LargeBinary(), nullable=True),
    sa.Column('card', sa.LargeBinary(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.BigInteger(), nullable=True),
    sa.Column('released_by', sa.BigInteger(), nullable=True),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('paid_on', sa.Date(), nullable=True),
    sa.Column('bank_reference', sa.String(), nullable=False),
    sa.Column('reference_key', sa.String(), nullable=False),
    sa.Column('cashier_id', sa.BigInteger(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('missing_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('returned_on', sa.Date(), nullable=True),
    sa.Column('return_reference', sa.String(), nullable=False),
    sa.Column('returned_by', sa.BigInteger(), nullable=True),
    sa.Column('returned_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['aid_case.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('case_id', 'period', 'attempt')
    )
    with op.batch_alter_table('money_row', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_money_row_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_money_row_reference_key'), ['reference_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_money_row_state'), ['state'], unique=False)
        batch_op.create_index('money_row_alive', ['case_id', 'period'], unique=True, sqlite_where=ALIVE, postgresql_where=ALIVE)
    # Ids stay, since prompts name them. Cards are sealed and stay unknown: what was paid went to the card on file.
    op.execute(
        "INSERT INTO money_row (id, case_id, period, attempt, kind, fen, state, made_at, paid_on, bank_reference, "
        "reference_key, cashier_id, recorded_at, confirmed_at, missing_since, cause, return_reference) SELECT payment.id, case_id, "
        "aid_case.period, 1, 'pay', payment.amount, 'paid', recorded_at, paid_on, bank_reference, "
        "upper(replace(bank_reference, ' ', '')), cashier_id, recorded_at, confirmed_at, missing_since, "
        "'', '' FROM payment JOIN aid_case ON aid_case.id = payment.case_id"
    )
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("SELECT setval(pg_get_serial_sequence('money_row', 'id'), (SELECT max(id) FROM money_row))")
    op.drop_table('payment')  # the program of the version before must not pay by a table that nobody reads any more


def downgrade() -> None:
    op.create_table('payment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('paid_on', sa.Date(), nullable=False),
    sa.Column('bank_reference', sa.String(), nullable=False),
    sa.Column('cashier_id', sa.BigInteger(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('missing_since', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['aid_case.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('case_id')
    )
    op.execute(
        "INSERT INTO payment (id, case_id, amount, paid_on, bank_reference, cashier_id, recorded_at, confirmed_at, "
        "missing_since) SELECT id, case_id, fen, paid_on, bank_reference, cashier_id, recorded_at, confirmed_at, "
        "missing_since FROM money_row WHERE state = 'paid'"
    )
    if op.get_bind().dialect.name == 'postgresql':
        op.execute("SELECT setval(pg_get_serial_sequence('payment', 'id'), (SELECT max(id) FROM payment))")
    op.drop_table('money_row')
