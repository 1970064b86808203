"""sealed in its row: every sealed value is bound to its column and its row; kinds and file ids of papers are sealed"""

from alembic import op
import sqlalchemy as sa

from models.platform.seal import new_seal, place_of, vault

revision = 'c5e81f9d3a60'
down_revision = 'a6f0d2c95e18'
branch_labels = None
depends_on = None

AT_ONCE = 500  # rows
# Table: its key, and its sealed columns.
SEALED = {
    'broadcast': ('id', ('body',)),
    'campaign_task': ('id', ('items',)),
    'change': ('id', ('member', 'old', 'new', 'note', 'asked', 'reason')),
    'draft': ('id', ('state',)),
    'household_file': ('id', ('data', 'known')),
    'household_member': ('id', ('resident_id', 'name')),
    'home_visit': ('id', ('note',)),
    'objection': ('id', ('words', 'answer')),
    'offer_reply': ('id', ('note',)),
    'money_row': ('id', ('payee', 'card')),
    'person': ('id', ('pending_link', 'name', 'resident_id', 'phone')),
    'inbox': ('update_id', ('payload',)),
    'outbox': ('id', ('body',)),
    'aid_case': ('id', ('answers',)),
    'decision': ('id', ('reason', 'grounds')),
    'visit': ('id', ('findings',)),
    'paper': ('id', ('name',)),
}
WITHOUT_INDEX = ('inbox', 'outbox')
PLAIN = ('kind', 'file_id', 'unique_id')  # of papers, not sealed before
EMPTY = 30  # bytes of a sealed {}


def upgrade() -> None:
    with op.batch_alter_table('outbox') as batch:
        batch.alter_column('body', existing_type=sa.LargeBinary(), nullable=True)
    op.execute(f'UPDATE outbox SET body = NULL WHERE broadcast_id IS NOT NULL OR length(body) = {EMPTY}')  # noqa: S608
    for table, (key, columns) in SEALED.items():
        op.add_column(table, sa.Column('seal', sa.LargeBinary(), nullable=True))
        _rewrite(table, key, columns, bind=True)
        if table not in WITHOUT_INDEX:
            op.create_index(f'ix_{table}_seal', table, ['seal'], unique=True)
    _change_papers(sa.LargeBinary(), bind=True)
    # Files cannot be part of this transaction: they are sealed into their rows right after it (delivery/papers).
    op.execute("INSERT INTO setting (name, value) SELECT 'papers_to_bind', '1' WHERE EXISTS "
               "(SELECT 1 FROM paper WHERE stored_as IS NOT NULL)")
    op.drop_column('paper', 'sha256')  # whoever held the file could tell by it whose paper it is


def downgrade() -> None:
    op.add_column('paper', sa.Column('sha256', sa.String(), nullable=True))
    _change_papers(sa.String(), bind=False)
    for table, (key, columns) in SEALED.items():
        _rewrite(table, key, columns, bind=False)
        if table not in WITHOUT_INDEX:
            op.drop_index(f'ix_{table}_seal', table_name=table)
        op.drop_column(table, 'seal')
    with op.batch_alter_table('outbox') as batch:
        batch.alter_column('body', existing_type=sa.LargeBinary(), nullable=False)


def _rewrite(name: str, key: str, columns: tuple[str, ...], *, bind: bool) -> None:
    """Open every sealed value and seal it again, into its row or (on the way back) as it was."""
    table = sa.table(name, sa.column(key), sa.column('seal', sa.LargeBinary()),
                     *(sa.column(column, sa.LargeBinary()) for column in columns))  # fmt: skip
    for rows in _batches(table, key):
        changed = []
        for row in rows:
            seal = new_seal() if bind else row['seal']
            places = {column: place_of(f'{name}.{column}', seal) for column in columns if row[column] is not None}
            new = {column: _moved(row[column], place, bind) for column, place in places.items()}
            changed.append({column: new.get(column) for column in columns} | {'seal': seal, 'the_key': row[key]})
        _update(table, key, ('seal', *columns), changed)


def _moved(value: bytes, place: bytes, bind: bool) -> bytes:
    before, after = (b'', place) if bind else (place, b'')
    return vault().seal(vault().open(bytes(value), before), after)


def _change_papers(kind: sa.types.TypeEngine, *, bind: bool) -> None:
    """Seal what was plain in papers, or open it again, in new columns that take the names of the old ones."""
    for column in PLAIN:
        op.add_column('paper', sa.Column(f'{column}_new', kind, nullable=True))
    old = sa.String() if bind else sa.LargeBinary()
    table = sa.table('paper', sa.column('id'), sa.column('seal', sa.LargeBinary()),
                     *(sa.column(column, old) for column in PLAIN),
                     *(sa.column(f'{column}_new', kind) for column in PLAIN))  # fmt: skip
    for rows in _batches(table, 'id'):
        changed = [{f'{column}_new': _translated(row[column], place_of(f'paper.{column}', row['seal']), bind)
                    for column in PLAIN} | {'the_key': row['id']} for row in rows]  # fmt: skip
        _update(table, 'id', tuple(f'{column}_new' for column in PLAIN), changed)
    with op.batch_alter_table('paper') as batch:
        for column in PLAIN:
            batch.drop_column(column)
    with op.batch_alter_table('paper') as batch:
        for column in PLAIN:
            batch.alter_column(f'{column}_new', new_column_name=column, existing_type=kind, nullable=False)


def _translated(value, place: bytes, bind: bool):
    return vault().seal(value.encode(), place) if bind else vault().open(bytes(value), place).decode()


def _batches(table: sa.TableClause, key: str):
    """Yield all rows, some at a time."""
    last = None
    while True:
        query = sa.select(table).order_by(table.c[key]).limit(AT_ONCE)
        rows = op.get_bind().execute(query if last is None else query.where(table.c[key] > last)).mappings().all()
        if not rows:
            return
        yield rows
        last = rows[-1][key]


def _update(table: sa.TableClause, key: str, columns: tuple[str, ...], rows: list[dict]) -> None:
    values = {column: sa.bindparam(f'new_{column}', type_=table.c[column].type) for column in columns}
    statement = sa.update(table).where(table.c[key] == sa.bindparam('the_key')).values(values)
    op.get_bind().execute(statement, [{name if name == 'the_key' else f'new_{name}': value
                                       for name, value in row.items()} for row in rows])  # fmt: skip
