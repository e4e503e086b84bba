from houqin.kernel import clock
from houqin.kernel.rows.reading import read

COUNT_ON = (
    'UPDATE kernel_counter SET "last" = "last" + %s WHERE school_id = %s AND kind = %s AND year = %s RETURNING "last"'
)
BEGIN = (
    'INSERT INTO kernel_counter (school_id, kind, year, "last") VALUES (%s, %s, %s, %s) '
    'ON CONFLICT (school_id, kind, year) DO UPDATE SET "last" = kernel_counter."last" + excluded."last" RETURNING "last"'
)


def take(school_id: int, pattern: str, *, count: int = 1, year: int | None = None) -> list[str]:
    """The next `count` numbers of a pattern such as "WX-{year}-{n:05}". Call inside a transaction: a rollback gives them back."""
    year = year or clock.today().year
    found = read(COUNT_ON, [count, school_id, pattern, year]) or read(BEGIN, [school_id, pattern, year, count])
    last: int = found[0][0]
    return [pattern.format(year=year, n=n) for n in range(last - count + 1, last + 1)]
