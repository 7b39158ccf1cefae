/* A workbook of one sheet, as little as Excel asks for: five parts in a ZIP that is not packed. */
(function (phaen) {
  "use strict";
  const utf8 = new TextEncoder();
  const escape = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

  const TABLE = Array.from({ length: 256 }, (_zero, n) => {
    for (let bit = 0; bit < 8; bit++) { n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; }
    return n >>> 0;
  });
  const crc32 = (bytes) => {
    let crc = 0xffffffff;
    for (const byte of bytes) { crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8); }
    return (crc ^ 0xffffffff) >>> 0;
  };
  const numbers = (sizes, values) => {
    const bytes = [];
    sizes.forEach((size, i) => { for (let n = 0; n < size; n++) { bytes.push((values[i] / 2 ** (8 * n)) & 255); } });
    return Uint8Array.from(bytes);
  };

  /* Stored entries, their directory, its end (APPNOTE 6.3, 4.3.7, 4.3.12, 4.3.16). */
  const zip = (files) => {
    const parts = [], directory = [];
    let at = 0, length = 0;
    for (const [name, text] of files) {
      const path = utf8.encode(name), body = utf8.encode(text);
      const about = [20, 0x0800, 0, 0, 0x21, crc32(body), body.length, body.length, path.length, 0];
      const head = numbers([4, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2], [0x04034b50, ...about]);
      const entry = numbers([4, 2, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2, 2, 2, 2, 4, 4], [0x02014b50, 20, ...about, 0, 0, 0, 0, at]);
      parts.push(head, path, body);
      directory.push(entry, path);
      at += head.length + path.length + body.length;
      length += entry.length + path.length;
    }
    const end = numbers([4, 2, 2, 2, 2, 4, 4, 2], [0x06054b50, 0, 0, files.length, files.length, length, at, 0]);
    return new Blob([...parts, ...directory, end]);
  };

  const letter = (n) => (n >= 26 ? letter(Math.floor(n / 26) - 1) : "") + String.fromCharCode(65 + (n % 26));
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const OPEN = "http://schemas.openxmlformats.org/";
  const relations = (list) => HEAD + `<Relationships xmlns="${OPEN}package/2006/relationships">` + list.map(([kind, target], i) =>
    `<Relationship Id="rId${i + 1}" Type="${OPEN}officeDocument/2006/relationships/${kind}" Target="${target}"/>`).join("") + "</Relationships>";

  /* Rows of texts, the headings first; the columns `numeric` are numbers where they read as one. */
  phaen.workbook = (rows, numeric) => {
    const cells = (texts, r) => texts.map((text, c) => {
      const at = letter(c) + (r + 1);
      if (text === "") { return ""; }
      if (r && numeric.includes(c) && /^[0-9]+(\.[0-9]+)?$/.test(text)) { return `<c r="${at}"><v>${text}</v></c>`; }
      return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`;
    }).join("");
    const sheet = HEAD + `<worksheet xmlns="${OPEN}spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>` +
      rows.map((texts, r) => `<row r="${r + 1}">${cells(texts, r)}</row>`).join("") + "</sheetData></worksheet>";
    const kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    return zip([
      ["[Content_Types].xml", HEAD + `<Types xmlns="${OPEN}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kinds}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kinds}worksheet+xml"/></Types>`],
      ["_rels/.rels", relations([["officeDocument", "xl/workbook.xml"]])],
      ["xl/workbook.xml", HEAD + `<workbook xmlns="${OPEN}spreadsheetml/2006/main" xmlns:r="${OPEN}officeDocument/2006/relationships"><sheets><sheet name="projects" sheetId="1" r:id="rId1"/></sheets></workbook>`],
      ["xl/_rels/workbook.xml.rels", relations([["worksheet", "worksheets/sheet1.xml"]])],
      ["xl/worksheets/sheet1.xml", sheet]
    ]);
  };
})(window.phaen);
