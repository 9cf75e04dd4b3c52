from hypothesis import given
from hypothesis import strategies as st

from search.engines.bits import CHUNK, Bits, packed, unpacked

NUMBERS = st.sets(
    st.integers(0, 200) | st.integers((1 << CHUNK) - 3, (1 << CHUNK) + 3) | st.just(2**40)
)


@given(NUMBERS, NUMBERS)
def test_sets_of_bits_are_sets(mine, theirs):
    left, right = Bits.of(mine), Bits.of(theirs)

    assert [*left] == sorted(mine)
    assert len(left) == len(mine)
    assert {*(left & right)} == mine & theirs
    assert {*(left | right)} == mine | theirs
    assert {*(left - right)} == mine - theirs
    assert left.common(right) == len(mine & theirs)
    assert left - right == Bits.of(mine - theirs), "no empty chunk is kept"


@given(NUMBERS)
def test_a_chunk_is_kept_and_read_again(numbers):
    chunks = Bits.of(numbers).chunks

    assert {at: unpacked(packed(bits)) for at, bits in chunks.items()} == chunks
