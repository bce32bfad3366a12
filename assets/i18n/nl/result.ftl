### De uitslag: één oordeel, wat eerst moet, wat kan blijven, wat in orde is.

## Het oordeel en de deur

verdict-ready = Je bent er klaar voor.
verdict-almost = Bijna.
verdict-fix-first = Eerst even dit.
verdict-cannot-say = Nog niet te zeggen.
verdict-under-way = Nog even bezig.
verdict-stopped = Gestopt.
verdict-none = Nog niets gecontroleerd.
door-ready = Deur wijd open: je bent klaar
door-almost = Deur op een kier: bijna klaar
door-fix-first = Deur bijna dicht: los eerst iets op
door-cannot-say = Boog zonder deur: nog niet te zeggen
result-ready = Je internet kan het gesprek aan, en je komt goed over.
result-ready-remarks = { $count ->
    [one] Je internet kan het gesprek aan. Er is één opmerking.
   *[other] Je internet kan het gesprek aan. Er zijn { $count } opmerkingen.
}
result-ready-loss = Het ziet er goed uit. Of er onderweg iets kwijtraakt, is niet gemeten; daar hoef je niets aan te doen.
result-almost = { $count ->
    [one] Los één ding op, dan zit je goed.
    [2] Los twee dingen op, dan zit je goed.
    [3] Los drie dingen op, dan zit je goed.
   *[other] Los { $count } dingen op, dan zit je goed.
}
result-fix = { $count ->
    [one] Los eerst één ding op.
    [2] Los eerst twee dingen op.
    [3] Los eerst drie dingen op.
   *[other] Los eerst { $count } dingen op.
}
result-line-carries = Je internet kan het gesprek aan.
result-line-looks-good = Je internet ziet er goed uit; of er onderweg iets kwijtraakt, is niet gemeten.
result-line-only-just = Je internet kan het gesprek maar net aan.
result-not-heard = Zoals het nu is, horen ze je misschien niet.
result-not-seen = Zoals het nu is, zien ze je misschien niet.
result-not-heard-or-seen = Zoals het nu is, horen en zien ze je misschien niet.
result-unchecked = { $count ->
    [one] { $parts } is niet gecontroleerd.
   *[other] { $parts } zijn niet gecontroleerd.
}
result-parts-fine = { $count ->
    [one] { $parts } is in orde.
   *[other] { $parts } zijn in orde.
}
result-left-out = Weggelaten: { $parts }.
result-checked-remarks = { $count ->
    [one] Er is één opmerking.
   *[other] Er zijn { $count } opmerkingen.
}
result-fix-first = { $count ->
    [one] Zoals het nu is, gaat je gesprek niet goed.
   *[other] Zoals het nu is, gaat je gesprek niet goed. Begin bovenaan.
}
result-takes-longer = { $count ->
    [one] Dit vraagt wat meer tijd.
   *[other] Dit vraagt wat meer tijd. Begin bovenaan.
}
result-cannot-say-offline = Er is nog geen verbinding, dus die kon niet worden gecontroleerd.
result-cannot-say-little = Er kwam te weinig door om zeker te zijn van je internet. Het kan best goed zijn.
result-cannot-say = Je internet is niet gecontroleerd. Het kan best goed zijn.
result-cannot-say-trial = Dit was een proefrondje. Over je internet zegt het niets.
result-under-way = De uitslag komt als elk deel klaar is.
result-earlier = Dit is de uitslag van { $time }, tot er een nieuwe is.
result-none = Start de check; die duurt ongeveer een minuut.
result-measured = Gemeten om { $time } · { $sure }
result-measured-at = Gemeten om { $time }
sure-high = zeker
sure-medium = vrij zeker
sure-low = niet heel zeker

## Wat je doet

result-first = Dit eerst
result-mended = Opgelost
result-may-stay = Kan ook zo blijven
result-better = Als je nog tijd hebt
result-seen = Dit zagen we
result-fine = { $count ->
    [one] Eén deel is in orde:
    [2] Twee delen zijn in orde:
    [3] Drie delen zijn in orde:
    [4] Vier delen zijn in orde:
   *[other] Alle delen zijn in orde:
}
result-show-fine = Laat zien wat in orde is
result-hide-fine = Verberg wat in orde is
result-open-part = Naar { $part }
result-plan-missing = Er is nog geen plan B.
result-plan-missing-line = Noteer één andere manier om elkaar te bereiken.
result-plan-untried = Plan B is nog niet geprobeerd.
result-plan-untried-line = Probeer het één keer, dan weet je dat het werkt.
result-again-note = alleen { $parts }
result-to-plan = Verder naar je plan
result-see-plan = Bekijk je plan
result-share = Delen
result-to-check = Naar de check
result-start = Start de check
unit-battery = accu
start-over-title = Alles opnieuw controleren?
start-over-line = Wat al gemeten is, telt dan niet meer.
start-over-line-result = De uitslag van { $time } blijft staan tot de nieuwe er is.
start-over-no = Annuleren
start-over-yes = Begin opnieuw

# Wat het gesprek vraagt, veranderd op de uitslag: opnieuw beoordeeld, er wordt niets gemeten.
result-kind = Soort gesprek
result-kind-talk = Praten
result-kind-picture = Beeld
result-kind-share = Beeld en scherm delen
