"""What the search reads of a row is the row's own text: no sign moves, none joins two lines."""

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.site.render.search import _script, lines
from generator.thai.folding import fold
from generator.thai.text import printable, tidy

# As reading leaves them. Many signs end a line for somebody: none but one does for us.
BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
texts = st.lists(st.text(st.sampled_from(BREAKS) | st.characters()).map(tidy), min_size=1)


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(texts)
@example([f"ก{sign}ข" for sign in BREAKS.replace("\r", "")])
def test_column_gives_back_every_text_as_the_data_file_has_it(column: list[str]) -> None:
    data = _script("x", lines(column)).decode()
    sent = json.loads(data.partition("push(")[2].removesuffix(");\n"))
    assert [line.replace("\r", "\n") for line in sent.split("\n")] == [*map(printable, column)]
    assert fold(sent).split("\n") == [fold(text.replace("\n", " ")) for text in column]
