"""Given names with letters that are not ASCII, by which the encoding of a short list is told. Ours."""

NAMES = """
sìne mòrag màiri dòmhnall seònaid mìcheal cèit ùna màrtainn siân siôn gŵen
andré anaïs aurélie aurélien béatrice benoît cécile chloé clément désirée édouard élise élisabeth éléonore émile émilie
éric étienne éva françois françoise frédéric gaël gaëlle geneviève gérard grégoire hélène héloïse hervé inès
irène jérémy jérôme joël joëlle léa léo léon loïc maël maëlle maïté mélanie michèle mickaël noé noël noémie océane
raphaël régis rémi rené renée sébastien solène stéphane stéphanie théo théodore thérèse valérie véronique zoé zoë
josé maría jesús ángel ángela álvaro andrés adrián belén concepción encarnación germán héctor inés iván íñigo joaquín
lucía martín mónica óscar raúl ramón rocío rubén sofía tomás verónica víctor begoña nuño joão antónio conceição
jürgen jörg jörn günter günther bärbel käthe björn sören rüdiger dörte götz åke åsa märta östen håkan pål bjørn søren
jørgen øystein sigríður guðrún jón ólafur þór þórður kristín páll
zdeněk jiří tomáš lukáš ondřej matěj štěpán šárka řehoř věra zdeňka božena kateřina markéta lenča jaroslav alžběta
radomír vladimír čeněk václav anežka eliška terezie tereza klára ľubomír ľubica štefan žofia žaneta miloš aleš vojtěch
łukasz paweł michał małgorzata grażyna elżbieta bożena rafał sławomir stanisław władysław wacław kuba józef żaneta
mirosław jarosław przemysław bogusław zdzisław jędrzej świętosława bartłomiej łucja róża
győző lászló istván józsef zoltán györgy sándor béla tamás gábor jános péter pál zsófia ágnes katalin erzsébet jenő
ernő ottó ákos árpád dezső rezső enikő csongor ildikó györgyi gergő márton mátyás lőrinc móric
željko đorđe šime živko dražen krešimir anđela đurđica boško čedomir saša nataša uroš tomislav željka žarko miloš
ștefan ştefan mădălina cătălin cătălina ionuț ionuţ răzvan ioană
ayşe yıldız gülşah özgür çağrı ibrahim şule şükrü uğur gökhan ömer özlem çiğdem ayşegül gülay hüseyin ümit ışıl
ağa barış ertuğrul hülya ilknur müge nuray oğuz onur pınar şebnem şenol tuğba yağmur zeynep
jānis pēteris andris kārlis mārtiņš ēriks līga ilze jurģis dainius šarūnas žydrūnas rūta jūratė eglė vytautė õie tõnu
jüri märt kärt ülle külli
"""
GIVEN_NAMES = frozenset(name for name in NAMES.split() if not name.isascii())
