"""Who said it, in English, German, French, Spanish and Polish: a form a case, in composed sentences about nobody real."""

from __future__ import annotations

import pytest

from provenance.quotations import quotations_in
from provenance.text import Mode

Told = list[tuple[str, str | None]]


def direct(text: str, language: str) -> Told:
    """The words and the speaker's name of each direct quotation."""
    return [
        (one.words, None if one.speaker is None else one.speaker.name)
        for one in quotations_in(text, language).quotations
        if one.mode is Mode.DIRECT
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # somebody without a name
        ("en", "A former purser shrugged. “We sailed on time.”", [("We sailed on time.", "former purser")]),
        ("en", "“We sailed on time,” said one of the stokers.", [("We sailed on time,", "one of the stokers")]),
        ("en", "“It was dark,” said one. Another said: “It was noon.”", [("It was dark,", "one"), ("It was noon.", "Another")]),
        ("de", "Eine alte Dame winkte ab. „Das war früher auch so.“", [("Das war früher auch so.", "alte Dame")]),
        ("de", "„Jetzt reicht es!“, rief jemand von hinten.", [("Jetzt reicht es!", "jemand")]),
        ("de", "Einer der Fischer zuckt mit den Schultern. „Morgen sehen wir weiter.“", [("Morgen sehen wir weiter.", "Einer der Fischer")]),
        ("fr", "« Ils reviendront », prédit quelqu’un dans la salle.", [("Ils reviendront", "quelqu’un")]),
        ("fr", "L’un des pêcheurs hausse les épaules. « On verra demain. »", [("On verra demain.", "un des pêcheurs")]),
        ("es", "—¡Que vuelva el barco! —gritó alguien desde el muelle.", [("¡Que vuelva el barco!", "alguien")]),
        ("pl", "– Wrócą – przepowiada ktoś z sali.", [("Wrócą", "ktoś")]),
        # several at once
        ("en", "The dockers walked out. “We were told on Tuesday,” they said.", [("We were told on Tuesday,", "dockers")]),
        ("de", "Die Anwohner sind verärgert. „Wir wurden nie gefragt“, sagen sie.", [("Wir wurden nie gefragt", "Anwohner")]),
        ("es", "Los vecinos no dan crédito. «Lo avisamos hace años», lamentan.", [("Lo avisamos hace años", "vecinos")]),
        ("pl", "Położne mają inne zdanie. „Pytano nas w lutym” – napisały w liście.", [("Pytano nas w lutym", "Położne")]),
        # whose matter it is
        ("en", "For Tansy Orme the delay is personal. “My ovens run on promises,” she says.", [("My ovens run on promises,", "Tansy Orme")]),
        ("fr", "Pour le maire, l’affaire est close. « Nous avons fini », dit-il.", [("Nous avons fini", "maire")]),
        ("es", "Para el alcalde, el asunto está cerrado. «Hemos cumplido», afirma.", [("Hemos cumplido", "alcalde")]),
        # the verb stands second, or far behind its subject
        ("de", "Auf die Frage, ob er gehe, antwortete Kemper: „Fragen Sie mich im Mai.“", [("Fragen Sie mich im Mai.", "Kemper")]),
        ("de", "In seinem Brief schreibt Kemper: „Ich bedaure das zutiefst.“", [("Ich bedaure das zutiefst.", "Kemper")]),
        ("de", "Der Angeklagte schwieg lange. „Ich war im Garten“, hatte er am ersten Tag ausgesagt.", [("Ich war im Garten", "Angeklagte")]),
        ("de", "„Wer zahlt das?“, will eine Frau in der ersten Reihe wissen.", [("Wer zahlt das?", "Frau")]),
        ("de", "„Das Moor vergisst nichts.“ So beschreibt die Biologin Anna Holt ihren Arbeitsplatz.", [("Das Moor vergisst nichts.", "Anna Holt")]),
        ("de", "„Eine Stimme reicht“, sagte Bürgermeisterin Carola Schneider nach der Sitzung.", [("Eine Stimme reicht", "Carola Schneider")]),
        # letters behind a name, ranks before it, an office with a prefix
        ("en", "Helen Ashby KC told the jury: “This was no bad luck.”", [("This was no bad luck.", "Helen Ashby")]),
        ("pl", "„Zawinił człowiek, nie maszyna” – przekazał asp. Daniel Mróz.", [("Zawinił człowiek, nie maszyna", "Daniel Mróz")]),
        ("es", "“No firmé yo”, se defiende el exdirector, Luciano Barde.", [("No firmé yo", "Luciano Barde")]),
        # a body's statement
        ("de", "„Wir zahlen nicht“, heißt es in einer Mitteilung der Gewerkschaft.", [("Wir zahlen nicht", "Gewerkschaft")]),
        ("fr", "« Nous prenons acte », peut-on lire dans un communiqué de la fédération.", [("Nous prenons acte", "fédération")]),
        ("fr", "Même prudence du côté de la gendarmerie : « Tout reste ouvert. »", [("Tout reste ouvert.", "gendarmerie")]),
        # given names, articles and possessives tell people apart
        ("en", "Anna Holt met Mark Vend. “You are late,” she said. “You are early,” he said.", [("You are late,", "Anna Holt"), ("You are early,", "Mark Vend")]),
        ("de", "Frida, 6, winkt. Ihre Großmutter wischt sich die Augen. „Ich bin mit ihr alt geworden.“", [("Ich bin mit ihr alt geworden.", "Ihre Großmutter")]),
        ("de", "»Wir sind wieder da«, schrieb die TSG. Der Bürgermeister lud zum Empfang. »Es gibt Bier«, versprach er.", [("Wir sind wieder da", "TSG"), ("Es gibt Bier", "Bürgermeister")]),
        ("pl", "W oświadczeniu klub napisał: „Dziękujemy mu za dwa lata pracy”.", [("Dziękujemy mu za dwa lata pracy", "klub")]),
        # the sentence before tells of a pronoun; a verdict; a row of cries under one verb
        ("en", "Joss Treloar spoke for an hour. Asked by Ms Holt whether he regretted it, he paused. “Every night.”", [("Every night.", "Joss Treloar")]),
        ("en", "“Better late than never” was the verdict of butcher Paul Strang.", [("Better late than never", "Paul Strang")]),
        ("fr", "« Quelle honte ! », « Dehors ! », ont scandé les manifestants.", [("Quelle honte !", "manifestants"), ("Dehors !", "manifestants")]),
        ("de", "»Sind Sie nervös?« – »Nein«, sagt die Pianistin Clara Ott. »Nur der Flügel.«", [("Nein … Nur der Flügel.", "Clara Ott")]),
        ("es", "—Usted no lo sabe —me dice Rosario, y se seca las manos—. Esto es la guerra.", [("Usted no lo sabe … Esto es la guerra.", "Rosario")]),
        # a remark inside the marks
        ("fr", "« C’est une honte ! s’emporte Tellier. Trois ans qu’on attend. »", [("C’est une honte ! … Trois ans qu’on attend.", "Tellier")]),
        ("fr", "Le procureur Luc Dantec sourit. « Vous préfériez, a-t-il relevé, ne rien voir. »", [("Vous préfériez, … ne rien voir.", "Luc Dantec")]),
        ("fr", "Et le maire de conclure : « Le vent tournera. »", [("Le vent tournera.", "maire")]),
        # whom the paragraph tells of, before anybody of the one before it
        ("de", "„Wir rechnen nur vor“, sagt Amtsleiterin Frauke Nissen.\n\nFrage an Emeka Brandt: Was hört man da? „Blubbern, sonst nichts als Blubbern.“", [("Wir rechnen nur vor", "Frauke Nissen"), ("Blubbern, sonst nichts als Blubbern.", "Emeka Brandt")]),
        # a pronoun in the sentence before tells whose the verb is; a remark parts a body from it; a sister's name
        ("es", "Juana Especo espera.\n\nSu marido, Bernardo, se quedó en casa.\n\nLe ofrecen una placa; ella prefiere un banco. «En una placa no se sienta nadie», razona.", [("En una placa no se sienta nadie", "Juana Especo")]),
        ("es", "El sindicato, más escueto, escribió en su web: «Lo hacemos a diario».", [("Lo hacemos a diario", "sindicato")]),
        ("pl", "Siostra obu braci, Dorota, odwiozła ich do domu. – Spokojnie było – opowiada.", [("Spokojnie było", "Dorota")]),
        # another voice closes the words
        ("en", "Iris Voss laughed. “I said, ‘Which Voss?’” she recalled.", [("I said, ‘Which Voss?’", "Iris Voss")]),
    ],
)  # fmt: skip
def test_who_said_it(language: str, text: str, expected: Told) -> None:
    """The words of each speech, and who says them."""
    assert direct(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # two people in one line of dashes; further speech in the same paragraph
        ("pl", "– Kto zgasił światło? – chciała wiedzieć dyrektorka. – Ja – przyznał się woźny.", [("Kto zgasił światło?", "dyrektorka"), ("Ja", "woźny")]),
        ("pl", "– To wstyd – mówi Jan Mazur. Kapitan był ostrzejszy. – To hańba – stwierdził Karol Piasek.", [("To wstyd", "Jan Mazur"), ("To hańba", "Karol Piasek")]),
        ("pl", "Wójt Jan Mazur wzdycha. – Boisko od marca stoi pod wodą.", [("Boisko od marca stoi pod wodą.", "Jan Mazur")]),
        ("pl", "Na ławce pani Gienia ściska torebkę. – Przychodził na obiady – szepcze. – Jadł za dwóch – dodaje jej mąż.", [("Przychodził na obiady", "Gienia"), ("Jadł za dwóch", "jej mąż")]),
        # a line alone, after who speaks
        ("es", "El cartero, Eloy Bastida, lo niega.\n\n—A ese faro subo yo todas las semanas.", [("A ese faro subo yo todas las semanas.", "Eloy Bastida")]),
        ("fr", "— Qu’ils viennent ! tonne Renée Cozic, la patronne.\n\n— Tes volets, lui lance un pêcheur, ils sont chez moi.", [("Qu’ils viennent !", "Renée Cozic"), ("Tes volets, … ils sont chez moi.", "pêcheur")]),
        # an interview by dashes, by labels
        ("fr", "Nous avons rencontré la cinéaste Noémie Hallé.\n\n– Pourquoi une gare ?\n\n– Parce que les gens y attendent.", [("Pourquoi une gare ?", None), ("Parce que les gens y attendent.", "Noémie Hallé")]),
        ("en", "We met Tom Verhal in his garage.\n\nQ: Do you miss it?\n\nA: I miss the noise. They said, “Go home.”", [("I miss the noise. They said, “Go home.”", "Tom Verhal")]),
        ("de", "Zum Gespräch empfängt uns Anna Holt.\n\nFrage: Und nun?\n\nAntwort: Nun wird gebaut.", [("Nun wird gebaut.", "Anna Holt")]),
        # two who talk by turns
        ("en", "“Is it safe?” asked a woman.\n\n“Safe enough,” replied Lotte Brand.\n\n“Would you swim?”\n\n“I cannot swim.”", [("Is it safe?", "woman"), ("Safe enough,", "Lotte Brand"), ("Would you swim?", "woman"), ("I cannot swim.", "Lotte Brand")]),
        # a mark that stands before each further paragraph, in the way of Spanish print
        ("es", "El portavoz, Jacinto Barrena, habló.\n\n«En cinco años se cura un árbol.\n\n»Y digo otra cosa: yo estaré debajo.»", [("En cinco años se cura un árbol.\n\nY digo otra cosa: yo estaré debajo.", "Jacinto Barrena")]),
        # whoever reports asks
        ("pl", "– Gdzie pan teraz pójdzie? – pytamy.", [("Gdzie pan teraz pójdzie?", None)]),
        ("en", "“What did you think when it went?” I ask him.", [("What did you think when it went?", None)]),
    ],
)  # fmt: skip
def test_turns_and_interviews(language: str, text: str, expected: Told) -> None:
    """What is said by turns, each part to its own speaker; who asks for a paper has no name."""
    assert direct(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mayor promised a reception and “at least two speeches”."),
        ("es", "Su biografía, “Rueda libre”, sale el mes que viene."),
        ("fr", "« Fermé pour cause de printemps », annonce une pancarte sur la porte."),
        ("fr", "– pain de seigle.\n\n– beurre demi-sel.\n\n– confiture."),
        ("pl", "Nowy Sącz. – 5 maja otwarto most."),
        ("de", "Aus elf Metern Tiefe holten sie einen „Bohrkern aus Eis“ herauf."),
    ],
)
def test_what_nobody_said(language: str, text: str) -> None:
    """A title between commas, a notice, a list, a dateline and a coined name are no speech."""
    assert direct(text, language) == []


def test_a_paragraph_of_endless_speeches_is_read_in_bounded_rounds() -> None:
    """However many speeches by dashes one paragraph holds, some are found and none makes the reader fall over itself."""
    found = direct("– Tak – mówi Jan Mazur. Radna milczy. " * 2_000, "pl")
    assert found[:2] == [("Tak", "Jan Mazur")] * 2
    assert len(found) == 100
