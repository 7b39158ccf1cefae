"""`phaen hub`: the portals of a province or a country, gathered into one dataset.

A member keeps its own portal; the hub takes what it publishes, checks it again and never lets one
member stop another. One task a member (Dask); what each gave is kept by what it was made from, so
that an unchanged member costs nothing. Of what is here only `work` names Dask, only
`dataset.parquet` and `questions` Arrow, and only `questions` ClickHouse, all loaded when they run.
What no single office can see (`coordination`), questions, the service that asks them and the hub's
site stand upon the dataset. Its floors:
0 member · 1 fetching, members, portals · 2 asking, harvest · 3 hosting, store ·
4 dataset, harvesting, keeping, work · 5 member_task · 6 asked, coordination, questions ·
7 building, service, site.
"""
