"""Folders of posts too large for one file or one machine: cut in parts, read anywhere, the same bytes everywhere.

`fragments` cuts, `scoring` reads one part, `outputs` keeps what is done, `engines` says where parts are read.
`parquet_files` and `ray_engine` need the extra `cluster` and are loaded by `late` only when they are asked for.
"""
