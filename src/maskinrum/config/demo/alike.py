"""Experiences of the demo world that are alike: two that tell the same, and two that do not."""

from dataclasses import replace

from maskinrum.knowledge.facts import ExperienceFacts

MEASURED = ExperienceFacts(
    title="Fælles værksted viste, at vinduerne skulle måles op igen",
    context="Fælles værksted med en anden boligorganisation om nye vinduer i 84 boliger.",
    happened="Tømreren målte vinduerne i fire boliger. Ingen af målene svarede til tegningerne fra 1962.",
    effect_text="Bestillingen blev rettet, før fabrikken gik i gang. Det sparede to måneders ventetid.",
    advice="Mål vinduerne op i mindst én bolig i hver opgang, før bestillingen går af sted.",
    themes=("F4", "F5"),
    phase="F5",
    role="client",
    works="renovation",
    effect="positive",
    evidence="experienced",
    visibility="network",
)
MEASURED_TOO = replace(
    MEASURED,
    title="Vinduerne skulle måles op igen, viste det fælles værksted",
    context="Vi var med på et fælles værksted om nye vinduer i 84 boliger hos en anden boligorganisation.",
    happened="Tømreren målte vinduerne i fire boliger, og ingen mål svarede til tegningerne.",
    effect_text="Bestillingen blev rettet i tide. Det sparede to måneders ventetid hos fabrikken.",
    advice="Mål vinduerne op i hver opgang, før bestillingen går af sted.",
)
TOLD_TWICE = replace(
    MEASURED,
    title="Varsling i to omgange gav færre aflyste besøg ved rørskift",
    context="Skift af brugsvandsrør i 60 boliger, hvor håndværkerne skulle ind tre gange i hver.",
    happened="Beboerne fik seddel i postkassen fjorten dage før og en besked på telefonen dagen før.",
    effect_text="Håndværkerne kom forgæves til 3 af 180 besøg.",
    advice="Skriv til beboerne fjorten dage før, og mind dem om besøget dagen før.",
    themes=("G1", "F5"),
)
TOLD_ONCE = replace(
    TOLD_TWICE,
    title="Varsling fjorten dage før var ikke nok ved rørskift",
    context="Skift af brugsvandsrør i 52 boliger, hvor håndværkerne skulle ind tre gange i hver.",
    happened="Beboerne fik seddel i postkassen fjorten dage før, men ingen besked dagen før.",
    effect_text="Håndværkerne kom forgæves til 31 af 156 besøg.",
    advice="Mind beboerne om besøget dagen før. Seddel i postkassen gør det ikke alene.",
    effect="negative",
)
