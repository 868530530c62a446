"""Language codes in the spellings of translation models, and ours: ISO 639-1, else 639-3.

Marian writes ``>>cmn_Hans<<`` or ``>>fr<<``, M2M100 ``__en__``, NLLB ``eng_Latn``, mBART ``en_XX``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_CODES = """
afr=af aka=ak amh=am ara=ar arb=ar asm=as aze=az azj=az bak=ba bam=bm bel=be ben=bn bod=bo bos=bs
bre=br bul=bg cat=ca ces=cs cmn=zh cym=cy dan=da deu=de dzo=dz ell=el eng=en epo=eo est=et ekk=et
eus=eu ewe=ee fao=fo fas=fa pes=fa fij=fj fin=fi fra=fr fry=fy fuv=ff gla=gd gle=ga glg=gl grn=gn
guj=gu hat=ht hau=ha hbs=sh heb=he hin=hi hrv=hr hun=hu hye=hy ibo=ig ind=id isl=is ita=it jav=jv
jpn=ja kan=kn kas=ks kat=ka kaz=kk khk=mn khm=km kik=ki kin=rw kir=ky kon=kg kor=ko kmr=ku lao=lo
lat=la lav=lv lvs=lv lim=li lin=ln lit=lt ltz=lb lug=lg mal=ml mar=mr mkd=mk mlg=mg plt=mg mlt=mt
mon=mn mri=mi msa=ms zsm=ms mya=my nep=ne npi=ne nld=nl nno=nn nob=nb nor=no nya=ny oci=oc ori=or
ory=or orm=om gaz=om pan=pa pol=pl por=pt pus=ps pbt=ps que=qu quy=qu ron=ro run=rn rus=ru sag=sg
san=sa sin=si slk=sk slv=sl smo=sm sna=sn snd=sd som=so sot=st spa=es sqi=sq als=sq srd=sc srp=sr
ssw=ss sun=su swa=sw swh=sw swe=sv tam=ta tat=tt tel=te tgk=tg tgl=tl tha=th tir=ti tsn=tn tso=ts
tuk=tk tur=tr twi=tw uig=ug ukr=uk urd=ur uzb=uz uzn=uz vie=vi wol=wo xho=xh yid=yi ydd=yi yor=yo
zho=zh zul=zu iw=he in=id ji=yi ns=nso
"""
_TWO_LETTERS = dict(pair.split("=") for pair in _CODES.split())
_TAG = re.compile(r">>(\w+)<<|__(\w+)__|([a-z]{3}_[A-Z][a-z]{3})|([a-z]{2}_[A-Z]{2})")
_CODE = re.compile(r"[a-z]{2,3}")
_GROUPS = """
mul afa alv art bat bnt cau ccs cel cpf cpp cus dra euq fiu gem gmq gmw grk iir inc ine itc map mkh
ngf nic phi poz pqe roa sal sem sit sla taw trk zle zls zlw
"""
"""Collective codes (ISO 639-5), as in opus-mt-en-mul: no language by themselves."""
_USUAL_SCRIPTS = ("hans", "cn", "", "latn", "xx")
"""Where a language is written in several ways, the first of these is meant by its bare code."""


def code_of(name: str) -> str | None:
    """``eng``, ``eng_Latn``, ``en_XX`` or ``en`` -> ``en``; None for what names no language."""
    bare = name.partition("_")[0].partition("-")[0].lower()
    if not _CODE.fullmatch(bare):
        return None
    return None if bare in _GROUPS.split() else _TWO_LETTERS.get(bare, bare)


def language_tokens(vocabulary: Iterable[str]) -> dict[str, str]:
    """The tokens of ``vocabulary`` that name a language, by its code. A second way to write a
    language keeps its script in the code: ``zh_hant``."""
    found: dict[str, list[tuple[str, str]]] = {}
    for token in vocabulary:
        match = _TAG.fullmatch(token)
        name = next((part for part in match.groups() if part), "") if match else ""
        code = code_of(name)
        if code is not None:
            found.setdefault(code, []).append((name.partition("_")[2].lower(), token))
    tokens: dict[str, str] = {}
    for code, ways in found.items():
        ways.sort(key=lambda way: _rank(way[0]))
        tokens[code] = ways[0][1]
        for script, token in ways[1:]:
            tokens.setdefault(f"{code}_{script}", token)
    return tokens


def _rank(script: str) -> int:
    return _USUAL_SCRIPTS.index(script) if script in _USUAL_SCRIPTS else len(_USUAL_SCRIPTS)
