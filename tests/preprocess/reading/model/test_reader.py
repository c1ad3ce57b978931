"""The reader model: its contract, its offsets, and floors that a worse model cannot pass."""

from __future__ import annotations

import json
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from dashboard.errors import ModelError
from dashboard.evaluation import ner, similarity, tone
from dashboard.preprocess.reading.model.reader import MODEL_DIR, OnnxReader, Tone, load_reader, model_digest
from dashboard.preprocess.reading.model.tag_decoding import ENTITY_TYPES
from dashboard.settings.reading import READING

pytestmark = pytest.mark.slow

GOLD = Path(__file__).resolve().parents[3] / "gold"
FLOORS = json.loads((GOLD / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def reader() -> OnnxReader:
    return load_reader()


def names(reader: OnnxReader, text: str) -> list[tuple[str, str]]:
    return [(text[e.start : e.end], e.type) for e in reader.read([text])[0].entities]


def test_nothing_to_read(reader: OnnxReader) -> None:
    assert reader.read([]) == []
    for text in ("", "   ", "...", "—"):
        reading = reader.read([text])[0]
        assert reading.entities == ()
        assert reading.vector.shape == (384,)


def test_names_have_exact_offsets(reader: OnnxReader) -> None:
    text = "  “Amina Okello’s team flew from Nairobi to Geneva,” said the Red Cross."
    found = names(reader, text)
    assert ("Amina Okello", "person") in found
    assert ("Nairobi", "location") in found
    assert ("Geneva", "location") in found


def test_a_mark_inside_a_name_does_not_cut_it(reader: OnnxReader) -> None:
    found = names(reader, "Sinead O'Keefe flew from N'Djamena to the U.S. capital.")
    assert ("Sinead O'Keefe", "person") in found
    assert ("N'Djamena", "location") in found
    assert ("U.S.", "location") in found
    assert [name for name, _ in names(reader, "Okello's plan isn't Putin's.")] == ["Okello", "Putin"]


def test_a_place_inside_the_name_of_an_organisation_is_part_of_it(reader: OnnxReader) -> None:
    found = names(reader, "Kenya Airways sued the University of Lagos at the Windhoek High Court in Namibia.")
    assert {("Kenya Airways", "organisation"), ("University of Lagos", "organisation")} <= set(found)
    assert ("Namibia", "location") in found
    assert ("Kenya", "location") not in found


def test_titles_and_possessives_are_no_part_of_a_name(reader: OnnxReader) -> None:
    found = names(reader, "President Joe Biden's envoy met Mr Putin in Sochi.")
    assert ("Joe Biden", "person") in found
    assert ("Putin", "person") in found


def test_tones_are_probabilities(reader: OnnxReader) -> None:
    text = "Harlan Whitcombe was praised while Norfield Bank was accused of fraud."
    reading = reader.read([text])[0]
    assert reading.entities
    for entity in reading.entities:
        assert entity.type in ENTITY_TYPES
        total = entity.tone.negative + entity.tone.neutral + entity.tone.positive
        assert total == pytest.approx(1.0, abs=1e-5)
        assert -1.0 <= entity.tone.score <= 1.0


def test_tone_label_is_the_likeliest() -> None:
    assert Tone(0.5, 0.3, 0.2).label == "negative"
    assert Tone(0.1, 0.3, 0.6).label == "positive"
    assert Tone(0.1, 0.3, 0.6).score == pytest.approx(0.5)


def test_targets_come_back_in_the_order_asked(reader: OnnxReader) -> None:
    text = "The brave nurse saved the boy, but the cruel warden beat him."
    nurse, warden = (4, 15), (39, 51)
    there = reader.read([text], [[nurse, warden]])[0].targets
    back = reader.read([text], [[warden, nurse]])[0].targets
    assert there[0].score == pytest.approx(back[1].score, abs=1e-4)
    assert there[1].score == pytest.approx(back[0].score, abs=1e-4)
    assert there[0].score > there[1].score


def test_a_target_outside_its_sentence_is_refused(reader: OnnxReader) -> None:
    with pytest.raises(ValueError, match="outside"):
        reader.read(["Short."], [[(0, 99)]])
    with pytest.raises(ValueError, match="2 lists"):
        reader.read(["Short."], [[], []])


def test_a_target_of_blanks_is_neutral(reader: OnnxReader) -> None:
    assert reader.read(["One  two."], [[(3, 5)]])[0].targets[0].label == "neutral"


def test_vectors_are_unit_and_tell_alike_from_unlike(reader: OnnxReader) -> None:
    first, same, other = (
        r.vector
        for r in reader.read(
            [
                "A strong earthquake shook western Nepal.",
                "Western Nepal was hit by a powerful quake.",
                "The orchestra played to a full house.",
            ]
        )
    )
    assert first.dtype == np.float32
    assert np.linalg.norm(first) == pytest.approx(1.0, abs=1e-4)
    assert first @ same > first @ other + 0.3


def test_order_and_batching_do_not_matter(reader: OnnxReader) -> None:
    texts = [f"Envoy {i} met Rosa Quispe in Lima" + " and spoke at length" * (i % 9) + "." for i in range(90)]
    together = reader.read(texts)
    for i in (0, 8, 44, 89):
        alone = reader.read([texts[i]])[0]
        # 8-bit activations share one scale a batch, so the last digits may move
        assert alone.vector @ together[i].vector > 0.97
        assert [(e.start, e.end) for e in alone.entities] == [(e.start, e.end) for e in together[i].entities]


def test_a_sentence_longer_than_the_window_is_read_to_its_end(reader: OnnxReader) -> None:
    clause = "the delegates from many towns spoke for a very long time about the water and the fields, "
    text = "Amina Okello said that " + clause * 25 + "and Rosa Quispe flew to Geneva."
    found = reader.read([text], [[(text.index("Rosa"), text.index("Rosa") + 11)]])[0]
    surfaces = [text[e.start : e.end] for e in found.entities]
    assert "Amina Okello" in surfaces
    assert "Rosa Quispe" in surfaces
    assert "Geneva" in surfaces
    assert len(found.targets) == 1
    assert np.linalg.norm(found.vector) == pytest.approx(1.0, abs=1e-4)


def test_no_name_is_found_twice_where_windows_overlap(reader: OnnxReader) -> None:
    text = ", ".join(f"Nairobi {i}" for i in range(120))
    spans = [(e.start, e.end) for e in reader.read([text])[0].entities]
    assert spans == sorted(set(spans))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert READING.window_tokens > 2 * READING.window_overlap


def test_headlines_in_any_case(reader: OnnxReader) -> None:
    assert ("Geneva", "location") in names(reader, "Rosa Quispe Flies to Geneva for Talks on Water")
    assert ("GENEVA", "location") in names(reader, "ROSA QUISPE FLIES TO GENEVA FOR TALKS ON WATER")


def test_no_entity_in_a_menu(reader: OnnxReader) -> None:
    for text in ("Home", "Sign in", "Read more", "Share this article", "Terms of use", "All rights reserved"):
        assert names(reader, text) == []


def test_the_shipped_files_stay_small() -> None:
    size = sum(path.stat().st_size for path in MODEL_DIR.iterdir())
    assert size <= 28_000_000


def test_a_missing_or_damaged_model_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"reader\.onnx"):
        OnnxReader(tmp_path)
    for path in MODEL_DIR.iterdir():
        shutil.copy(path, tmp_path)
    (tmp_path / "tone.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError, match="does not load"):
        OnnxReader(tmp_path)


def test_the_digest_names_the_model() -> None:
    assert len(model_digest()) == 64


@pytest.mark.parametrize("score", sorted(FLOORS["ner"]))
def test_names_stay_above_their_floor(reader: OnnxReader, score: str) -> None:
    assert ner.evaluate(GOLD / "ner.jsonl", reader)[score].value >= FLOORS["ner"][score]


@pytest.mark.parametrize("score", sorted(FLOORS["tone"]))
def test_tone_stays_above_its_floor(reader: OnnxReader, score: str) -> None:
    assert tone.evaluate(GOLD / "tone.jsonl", reader)[score].value >= FLOORS["tone"][score]


@pytest.mark.parametrize("score", sorted(FLOORS["similarity"]))
def test_vectors_stay_above_their_floor(reader: OnnxReader, score: str) -> None:
    found = similarity.evaluate(GOLD / "similarity.jsonl", similarity.cosine_scorer(reader))
    assert found[score].value >= FLOORS["similarity"][score]
