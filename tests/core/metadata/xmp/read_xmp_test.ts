import assert from "node:assert/strict";
import { readXmp } from "../../../../src/core/metadata/xmp/read_xmp.ts";
import { makeXmp } from "./make_xmp.ts";

const STRUCTURE = 'type="Struct"';

Deno.test("readXmp() flattens properties as exiv2 does", () => {
  const cases: [name: string, elements: string, expected: Record<string, string>][] = [
    ["text", "<foo:a>1</foo:a><foo:b> sp </foo:b>", { "Xmp.foo.a": "1", "Xmp.foo.b": " sp " }],
    ["nothing", "<foo:a/><foo:b></foo:b>", { "Xmp.foo.a": "", "Xmp.foo.b": "" }],
    ["entities", "<foo:a>&lt;&amp;&#233;&#x1F600;</foo:a>", { "Xmp.foo.a": "<&é😀" }],
    ["an entity in an entity", "<foo:a>&amp;#233;</foo:a>", { "Xmp.foo.a": "&#233;" }],
    ["CDATA and comments", "<foo:a>x<![CDATA[<&amp;>]]><!-- c -->y</foo:a>", { "Xmp.foo.a": "x<&amp;>y" }],
    ["a resource", '<foo:a rdf:resource="http://x/"/>', { "Xmp.foo.a": "http://x/" }],
    ["a language", '<foo:a xml:lang="fr">texte</foo:a>', { "Xmp.foo.a": "texte", "Xmp.foo.a/?xml:lang": "fr" }],
    ["a sequence", "<dc:creator><rdf:Seq><rdf:li>a</rdf:li><rdf:li>b, c</rdf:li></rdf:Seq></dc:creator>", {
      "Xmp.dc.creator": "['a', 'b, c']",
    }],
    ["a bag of nothing", "<foo:a><rdf:Bag/></foo:a>", { "Xmp.foo.a": "['']" }],
    ["quotes in a list", "<foo:a><rdf:Bag><rdf:li>it's</rdf:li><rdf:li>'\"\\</rdf:li></rdf:Bag></foo:a>", {
      "Xmp.foo.a": `["it's", '\\'"\\\\']`,
    }],
    ["alternatives", "<foo:a><rdf:Alt><rdf:li>x</rdf:li></rdf:Alt></foo:a>", { "Xmp.foo.a": "x" }],
    [
      "languages",
      '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">T</rdf:li><rdf:li xml:lang="fr">Té</rdf:li></rdf:Alt></dc:title>',
      { "Xmp.dc.title": `{'lang="x-default"': 'T', 'lang="fr"': 'Té'}` },
    ],
    ["a structure as a resource", '<foo:s rdf:parseType="Resource"><foo:a>1</foo:a></foo:s>', {
      "Xmp.foo.s": STRUCTURE,
      "Xmp.foo.s/foo:a": "1",
    }],
    ["a structure as a node", '<foo:s><rdf:Description foo:a="1"><foo:b>2</foo:b></rdf:Description></foo:s>', {
      "Xmp.foo.s": STRUCTURE,
      "Xmp.foo.s/foo:a": "1",
      "Xmp.foo.s/foo:b": "2",
    }],
    ["a structure as attributes", '<foo:s foo:a="1" dc:b="2"/>', {
      "Xmp.foo.s": STRUCTURE,
      "Xmp.foo.s/foo:a": "1",
      "Xmp.foo.s/dc:b": "2",
    }],
    [
      "a list of structures",
      '<foo:l><rdf:Seq><rdf:li rdf:parseType="Resource"><foo:a>1</foo:a></rdf:li><rdf:li foo:b="2"/></rdf:Seq></foo:l>',
      {
        "Xmp.foo.l": "['']",
        "Xmp.foo.l[1]": STRUCTURE,
        "Xmp.foo.l[1]/foo:a": "1",
        "Xmp.foo.l[2]": STRUCTURE,
        "Xmp.foo.l[2]/foo:b": "2",
      },
    ],
    [
      "a qualified value",
      '<foo:a rdf:parseType="Resource"><rdf:value>v</rdf:value><foo:q>w</foo:q></foo:a>',
      { "Xmp.foo.a": "v", "Xmp.foo.a/?foo:q": "w" },
    ],
    ["a repeated property", "<foo:a>1</foo:a><foo:a>2</foo:a>", { "Xmp.foo.a": "1" }],
    ["an undeclared prefix", "<bar:a>1</bar:a>", {}],
  ];
  for (const [name, elements, expected] of cases) {
    assert.deepEqual(Object.fromEntries(readXmp(makeXmp(elements))), expected, name);
  }
});

Deno.test("readXmp() reads properties written as attributes", () => {
  const tags = readXmp(makeXmp("", 'GPano:ProjectionType="equirectangular" foo:a="x &amp; y"'));
  assert.deepEqual([...tags], [["Xmp.GPano.ProjectionType", "equirectangular"], ["Xmp.foo.a", "x & y"]]);
});

Deno.test("readXmp() names properties by their namespace, not by the prefix a file gives it", () => {
  const panorama = 'xmlns:p="http://ns.google.com/photos/1.0/panorama/"';
  assert.deepEqual([...readXmp(makeXmp(`<p:A ${panorama}>1</p:A>`))], [["Xmp.GPano.A", "1"]]);
  const other = 'xmlns:mine="http://mine.example/"';
  assert.deepEqual([...readXmp(makeXmp(`<mine:A ${other}>1</mine:A>`))], [["Xmp.mine.A", "1"]]);
});

Deno.test("readXmp() finds RDF without the wrapper", () => {
  const packet = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
    '<rdf:Description xmlns:foo="http://foo.example/" foo:a="1"/><rdf:Description xmlns:foo="http://foo.example/" foo:b="2"/>' +
    "</rdf:RDF>";
  assert.deepEqual([...readXmp(packet)], [["Xmp.foo.a", "1"], ["Xmp.foo.b", "2"]]);
});

Deno.test("readXmp() finds nothing where there is no XMP", () => {
  for (const text of ["", "hello", "<a/>", "\0\0", '<!DOCTYPE x [<!ENTITY a "b">]>' + makeXmp("<foo:a>&a;</foo:a>")]) {
    assert.equal(readXmp(text).size, 0, text);
  }
});

Deno.test("readXmp() gives up on XML that is nested too deeply", () => {
  assert.throws(() => readXmp(makeXmp("<foo:a>".repeat(10_000))));
});

Deno.test("readXmp() leaves out properties with endless paths", () => {
  const name = "x".repeat(300);
  assert.deepEqual([...readXmp(makeXmp(`<foo:${name}>1</foo:${name}><foo:a>1</foo:a>`))], [["Xmp.foo.a", "1"]]);
});
