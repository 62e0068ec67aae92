from vedette.sources.seen import SeenKeys


def test_a_key_is_new_once_however_many_there_are() -> None:
    seen = SeenKeys()
    assert all(seen.add(f"key-{number}") for number in range(20_000))
    assert not any(seen.add(f"key-{number}") for number in range(20_000))
