"""every version of a file; those that are there get their first one"""

from alembic import op
from pydantic_core import from_json, to_json
import sqlalchemy as sa

from models.platform.seal import new_seal, place_of, vault

revision = 'b7e4c1f80d29'
down_revision = 'c6df201448b7'
branch_labels = None
depends_on = None

AT_ONCE = 500  # files
PLAIN = {'head_id': 'head', 'unit_id': 'unit', 'case_officer_id': 'officer', 'household_class': 'class',
         'class_on': 'class_on', 'class_version': 'class_version', 'national_number': 'national'}


def upgrade() -> None:
    op.create_table('file_version',
    sa.Column('seal', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('household_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('said_by', sa.BigInteger(), nullable=True),
    sa.Column('confirmed_by', sa.BigInteger(), nullable=True),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('change_id', sa.Integer(), nullable=True),
    sa.Column('old', sa.LargeBinary(), nullable=False),
    sa.Column('new', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['household_id'], ['household_file.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('household_id', 'number'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('file_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_file_version_household_id'), ['household_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_file_version_seal'), ['seal'], unique=True)
    op.add_column('household_file', sa.Column('version', sa.Integer(), server_default='0', nullable=False))
    _first_versions()


def downgrade() -> None:
    op.drop_column('household_file', 'version')
    op.drop_table('file_version')


def _first_versions() -> None:
    """What stands in each file now is its first version; nothing tells of those before."""
    connection = op.get_bind()
    file = sa.table('household_file', *(sa.column(name) for name in ('id', 'opened_at', 'closed_at', *PLAIN)),
                    sa.column('seal', sa.LargeBinary()), sa.column('data', sa.LargeBinary()),
                    sa.column('known', sa.LargeBinary()))  # fmt: skip
    written = sa.table('file_version', sa.column('at', sa.DateTime(timezone=True)), *map(sa.column, (
        'seal', 'household_id', 'number', 'kind', 'old', 'new')))  # fmt: skip
    lists = _lists(connection)
    last = 0
    while files := connection.execute(
        sa.select(file).where(file.c.id > last).order_by(file.c.id).limit(AT_ONCE)
    ).mappings().all():
        rows = [_version(one, lists.get(one['id'], {})) for one in files]
        connection.execute(sa.insert(written).values({'at': sa.func.current_timestamp()}), rows)
        last = files[-1]['id']
    connection.execute(sa.text('UPDATE household_file SET version = 1'))


def _version(file, lists) -> dict:
    stands = {name: file[column] for column, name in PLAIN.items()}
    stands |= {'closed': file['closed_at'] is not None, **lists}
    for part in ('data', 'known'):
        if file[part] is not None:
            plain = vault().open(bytes(file[part]), place_of(f'household_file.{part}', bytes(file['seal'])))
            stands |= {f'{part}/{key}': value for key, value in from_json(plain).items()}
    seal = new_seal()
    sealed = {name: vault().seal(to_json(value), place_of(f'file_version.{name}', seal))
              for name, value in (('old', {}), ('new', stands))}  # fmt: skip
    return {'seal': seal, 'household_id': file['id'], 'number': 1, 'kind': 'found', **sealed}


def _lists(connection) -> dict:
    found: dict = {}
    query = 'SELECT household_id, list, household_class FROM on_list WHERE left_at IS NULL'
    for household_id, key, household_class in connection.execute(sa.text(query)):
        found.setdefault(household_id, {})[f'list/{key}'] = household_class
    return found
