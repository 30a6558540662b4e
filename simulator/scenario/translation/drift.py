"""What `check` says of translations: texts whose source changed, texts without a translation, merges forgotten."""

from __future__ import annotations

from pathlib import Path

from simulator.i18n import _, mark, ngettext
from simulator.scenario.include import Bundle
from simulator.scenario.outline import mapping
from simulator.scenario.problem import shown
from simulator.scenario.source import Source, Way, read
from simulator.scenario.translation.inventory import Text, inventory
from simulator.scenario.translation.places import named, places

_NAMED = 3
# More missing translations than this are told in one line.
_MANY = 5
_EXTRACT = mark("run `calmfirm translate extract`, look at the text again, then `calmfirm translate merge`")


def drift(bundle: Bundle) -> None:
    """Note what has drifted between the files of a scenario and their translations, seen from either side.

    A file without a PO file beside it or in another language's folder costs a look for that file, and nothing else.
    """
    for source in bundle.sources:
        if source.data is None:
            continue
        po = source.path.with_suffix(".po")
        if po.is_file():
            _translated(bundle, source, po)
        for there in places(source.path):
            _source(bundle, source, there.po, there.lang)


def _translated(bundle: Bundle, source: Source, po: Path) -> None:
    """The file is a translation: note each text that is not, or no longer, one of the source's words."""
    from simulator.scenario.translation.catalog import CatalogError, load
    from simulator.scenario.translation.pairing import pair

    try:
        catalog = load(po)
    except CatalogError as error:
        _note(
            bundle,
            source,
            "CF604",
            (),
            _("the translations beside this file cannot be read: {error}").format(error=error),
            _("mend them"),
        )
        return
    original = named(catalog.source, po)
    if original is None:
        message = _("the source of this translation, {source}, is not there").format(source=shown(catalog.source))
        _note(bundle, source, "CF604", (), message, _("put the source back, or delete the .po file beside this one"))
        return
    before = read(original)
    if before.data is None:
        return
    here = {text.id: text for text in inventory(source.data or {})}
    pairs, _gone = pair(inventory(before.data), catalog.entries)
    missing: list[tuple[Way, Text]] = []
    for one in pairs:
        entry = one.entry
        text = here.get(one.text.id) or (here.get(entry.id) if entry is not None else None)
        way = text.way if text is not None else ()
        if one.is_old and one.was != one.text.words:
            message = _("{id} was translated from {was}; the source now says {words}").format(
                id=one.text.id, was=shown(one.was), words=shown(one.text.words)
            )
            _note(bundle, source, "CF601", way, message, _(_EXTRACT))
        elif one.is_old:
            message = _("{id} is marked fuzzy in {name}: a person has to look at it").format(
                id=one.text.id, name=po.name
            )
            _note(
                bundle,
                source,
                "CF601",
                way,
                message,
                _("mend the translation there and take the mark away, then merge"),
            )
        elif not one.is_done:
            missing.append((way, one.text))
        elif text is None or (entry is not None and not _same(text, entry.words)):
            message = _("{id} is not what {name} says").format(id=one.text.id, name=po.name)
            _note(
                bundle,
                source,
                "CF603",
                way,
                message,
                _("run `calmfirm translate merge`; if you mended it here, extract first"),
            )
    if len(missing) > _MANY:
        message = ngettext(
            "{count} text has no translation: {names}", "{count} texts have no translation: {names}", len(missing)
        ).format(count=len(missing), names=_listed([text for _way, text in missing]))
        _note(
            bundle,
            source,
            "CF602",
            missing[0][0],
            message,
            _("translate them in {name}, then merge").format(name=po.name),
        )
    for way, text in missing if len(missing) <= _MANY else ():
        message = _("{id} has no translation of {words}").format(id=text.id, words=shown(text.words))
        _note(bundle, source, "CF602", way, message, _("translate it in {name}, then merge").format(name=po.name))
    _shape(bundle, source, before)


def _shape(bundle: Bundle, source: Source, original: Source) -> None:
    from simulator.scenario.translation.extract import shape
    from simulator.scenario.translation.splice import difference, spelled

    way = difference(shape(source.data or {}), shape(original.data or {}))
    if way is None:
        return
    there = way if _has(source.data, way) else way[:-1]
    message = _("beyond the words, {place} differs from {file}")
    message = message.format(place=spelled(way), file=shown(original.path.name))
    _note(
        bundle,
        source,
        "CF603",
        there,
        message,
        _("run `calmfirm translate merge`, or delete the .po file beside this one"),
    )


def _source(bundle: Bundle, source: Source, po: Path, lang: str) -> None:
    """The file is a source: note, once for each language, which texts have changed since they were translated."""
    from simulator.scenario.translation.catalog import CatalogError, load
    from simulator.scenario.translation.pairing import pair

    try:
        catalog = load(po)
    except CatalogError:
        return  # told when the translation itself is checked
    if (original := named(catalog.source, po)) is None or not original.samefile(source.path):
        return
    pairs, _gone = pair(inventory(source.data or {}), catalog.entries)
    changed = [one.text for one in pairs if one.is_old and one.was != one.text.words]
    if changed:
        names = _listed(changed)
        message = ngettext(
            "{count} text has changed since the translation into {lang}: {names}",
            "{count} texts have changed since the translation into {lang}: {names}",
            len(changed),
        ).format(count=len(changed), lang=lang, names=names)
        _note(
            bundle,
            source,
            "CF601",
            changed[0].way,
            message,
            _("run {command}").format(command=f"`calmfirm translate extract … --to {lang}`"),
        )


def _listed(texts: list[Text]) -> str:
    return ", ".join(text.id for text in texts[:_NAMED]) + (", …" if len(texts) > _NAMED else "")


def _same(text: Text, words: str) -> bool:
    if not text.listed:
        return text.words == words
    return [one.strip() for one in text.words.split(",")] == [one.strip() for one in words.split(",") if one.strip()]


def _has(data: object, way: Way) -> bool:
    for part in way:
        if isinstance(part, int):
            if not isinstance(data, list) or part >= len(data):
                return False
            data = data[part]
        else:
            if part not in mapping(data):
                return False
            data = mapping(data)[part]
    return True


def _note(bundle: Bundle, source: Source, code: str, way: Way, message: str, hint: str) -> None:
    bundle.problems.append(source.problem(code, message, hint, source.place(way)))
