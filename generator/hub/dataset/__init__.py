"""The dataset: Parquet files by fiscal year and province, and what describes them.

    data/projects/fiscal_year=2569/province=พะเยา/part-0.parquet
    data/progress/… · data/editions/… · data/amendments/… · data/clocks/…
    data/offices/province=พะเยา/part-0.parquet
    datapackage.json · members.json · schemas/members.json

The same harvests give the same bytes; a partition of which no member changed is not touched. Its
floors: 0 columns, parquet, schemas · 1 reading, told, writing · 2 describing, partitions.
"""
