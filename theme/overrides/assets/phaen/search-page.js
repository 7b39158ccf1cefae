/* The search page and a year's table: filters with counts, order, sums, and saving the list. */
(function (phaen) {
  "use strict";
  const { engine, data, words, say, digits, number, money, make, cell, facts } = phaen;
  const root = document.querySelector(".ph-explore");
  const table = document.querySelector(".ph-whole");
  const own = root.dataset.year; // a table's year; none on the search page
  const PAGE = 50;
  const FILTERS = ["year", "strategy", "programme", "unit", "village", "owner", "status", "month"].filter((key) => key !== "year" || !own);
  const LABELS = { village: "village_filter" };
  const MONEY = ["min", "max"];
  const ORDERS = { relevance: "order_relevance", budget: "order_budget_up", "-budget": "order_budget", start: "order_start", village: "order_village", name: "order_name" };
  const collator = new Intl.Collator("th", { numeric: true });

  /* --- The state is the address ----------------------------------------------------------- */
  const read = () => {
    const asked = new URLSearchParams(location.search), state = { q: asked.get("q") || "", order: asked.get("order") || "" };
    [...FILTERS, ...MONEY].forEach((key) => { state[key] = asked.get(key) || ""; });
    return state;
  };
  const write = (step) => {
    const asked = new URLSearchParams();
    Object.entries(state).forEach(([key, value]) => { if (value) { asked.set(key, value); } });
    const address = location.pathname + (String(asked) ? "?" + asked : "");
    try { history[step ? "pushState" : "replaceState"](null, "", address); } catch (error) { /* a page from a disk */ }
  };
  let state = read();

  /* --- What stands on the page ------------------------------------------------------------ */
  const input = make("input", { type: "search", id: "ph-q", autocomplete: "off", spellcheck: "false", enterkeyhint: "search", placeholder: words.hint });
  const button = make("button", { type: "button", class: "ph-filters-open", "aria-haspopup": "dialog" }, words.filters);
  const order = make("select", { id: "ph-order" });
  Object.entries(ORDERS).forEach(([key, word]) => {
    order.add(new Option(key === "relevance" && own ? words.order_plan : words[word], key));
  });
  const status = make("p", { role: "status", class: "ph-found" });
  const sums = make("p", { class: "ph-sum" });
  const list = make("ol", { class: "ph-list" });
  const onward = make("button", { type: "button", class: "ph-more", hidden: "" });
  const note = make("p", { class: "ph-soft" });
  const save = ["csv", "xlsx"].map((kind) => make("button", { type: "button", class: "ph-save", "data-kind": kind }, words["save_" + kind]));
  const fields = {};
  const field = (key, control, word) => make("p", {}, make("label", { for: "ph-" + key }, words[word]), control);
  const panel = make("div", { class: "ph-filters" });
  FILTERS.forEach((key) => {
    fields[key] = make("select", { id: "ph-" + key, name: key });
    panel.append(field(key, fields[key], LABELS[key] || key));
  });
  MONEY.forEach((key) => {
    fields[key] = make("input", { id: "ph-" + key, name: key, type: "number", min: "0", step: "any", inputmode: "decimal" });
    panel.append(field(key, fields[key], key === "min" ? "budget_from" : "budget_to"));
  });
  const clear = make("button", { type: "button", class: "ph-clear" }, words.clear);
  const shown = make("button", { type: "button", class: "ph-shown" }, words.close);
  panel.append(make("p", { class: "ph-filters-end" }, clear, shown));
  const sheet = make("dialog", { class: "ph-sheet", "aria-label": words.filters });
  root.replaceChildren(
    make("form", { class: "ph-ask", role: "search" }, make("label", { for: "ph-q" }, words.label), input),
    make("div", { class: "ph-tools" }, button, make("p", {}, make("label", { for: "ph-order" }, words.order), order)),
    panel, sheet, status, sums, make("p", { class: "ph-saves" }, make("span", {}, words.save), ...save), note,
    ...(own ? [] : [list, onward])
  );
  root.classList.add("ph-explore-ready");

  // On a telephone the filters are a sheet; on a desk they stand above the list.
  const narrow = matchMedia("(max-width: 44.99em)");
  const place = () => {
    if (narrow.matches) { sheet.append(panel); } else { if (sheet.open) { sheet.close(); } root.insertBefore(panel, sheet); }
  };
  narrow.addEventListener("change", place);
  place();
  button.addEventListener("click", () => sheet.showModal());
  shown.addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => { if (event.target === sheet) { sheet.close(); } });

  /* --- Names of choices --------------------------------------------------------------------- */
  const name = (key, value, pool) => {
    if (key === "year") { return say("year_label", { year: digits(value) }); }
    if (key === "status") { return data.status[value] || value; }
    if (key === "village") { return value === "all" ? words.everywhere : digits(data.villages[value] || say("village", { n: value })); }
    if (key === "month") { return data.months[(+value + 2) % 12]; }
    for (const year of pool) {
      const found = year.index.choices[key].find((one) => one[0] === value);
      if (found) { return found[1] || value; }
    }
    return value;
  };
  const MONTHS = ["10", "11", "12", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
  const rank = (key, pool) => {
    if (key === "month") { return (value) => MONTHS.indexOf(value); }
    if (key === "year") { return (value) => -value; }
    if (key === "village") { return (value) => (value === "all" ? 0 : +value); }
    if (key === "strategy" || key === "programme") {
      const known = pool.flatMap((year) => year.index.choices[key].map((one) => one[0]));
      return key === "strategy" ? (value) => parseFloat(value) || known.indexOf(value) : (value) => known.indexOf(value);
    }
    return null;
  };
  const choices = (key, counts, pool) => {
    const select = fields[key];
    const values = Array.from(counts.keys());
    if (state[key] && !values.includes(state[key])) { values.push(state[key]); }
    const by = rank(key, pool);
    values.sort((a, b) => (by && by(a) - by(b)) || collator.compare(name(key, a, pool), name(key, b, pool)));
    const every = new Option(words.any, "");
    select.replaceChildren(every, ...values.map((value) => new Option(
      name(key, value, pool) + " (" + number(counts.get(value) || 0) + ")", value, false, value === state[key]
    )));
    select.value = state[key];
    select.closest("p").hidden = values.length < 2 && !state[key];
  };

  /* --- Order, sums ---------------------------------------------------------------------------- */
  const keys = {
    budget: ([year, row]) => (Number.isNaN(year.baht[row]) ? Infinity : year.baht[row]),
    start: ([year, row]) => {
      const mask = year.index.months[row];
      return mask ? +year.label * 12 + Math.log2(mask & -mask) : Infinity;
    },
    village: ([year, row]) => (year.where[row].length ? year.where[row][0] || 100 : 101)
  };
  const sorted = (rows) => {
    const down = state.order[0] === "-", key = state.order.replace("-", "");
    if (key === "name" || key === "unit" || key === "status") {
      const text = rows.map((one) => { const about = facts(one[0], one[1]); return key === "status" ? data.status[about.status] : about[key]; });
      const at = rows.map((_row, i) => i).sort((a, b) => (down ? -1 : 1) * collator.compare(text[a], text[b]) || a - b);
      return at.map((i) => rows[i]);
    }
    if (!keys[key]) { return rows; }
    // What states no amount, month or village stands last, whichever way.
    const by = rows.map(keys[key]);
    const at = rows.map((_row, i) => i).sort((a, b) => {
      const [x, y] = [by[a], by[b]];
      if (x === y) { return a - b; }
      if (x === Infinity || y === Infinity) { return x === Infinity ? 1 : -1; }
      return down ? y - x : x - y;
    });
    return at.map((i) => rows[i]);
  };
  const total = (rows) => {
    const sum = { projects: 0, satang: 0, missing: 0, free: 0, cancelled: 0 };
    rows.forEach(([year, row]) => {
      const one = facts(year, row);
      if (one.status === "withdrawn") { sum.cancelled++; return; }
      sum.projects += one.count;
      if (one.baht !== null) { sum.satang += Math.round(one.baht * 100); }
      else if (cell(year.index, "budget", row) === "-") { sum.missing += one.count; } else { sum.free += one.count; }
    });
    return sum;
  };
  const sayTotal = (rows) => {
    const sum = total(rows);
    const baht = (sum.satang / 100).toFixed(sum.satang % 100 ? 2 : 0);
    sums.dataset.totalProjects = sum.projects;
    sums.dataset.totalBudget = baht;
    const parts = [say("sum", { n: number(sum.projects), baht: money(baht) })];
    if (sum.projects !== rows.length) { parts[0] += " " + say("sum_rows", { n: number(rows.length) }); }
    parts.push(sum.missing ? say("sum_missing", { n: number(sum.missing) }) : words.sum_covered);
    if (sum.free) { parts.push(say("sum_no_budget", { n: number(sum.free) })); }
    if (sum.cancelled) { parts.push(say("sum_cancelled", { n: number(sum.cancelled) })); }
    sums.textContent = rows.length ? parts.join(" · ") : "";
  };

  /* --- Showing --------------------------------------------------------------------------------- */
  let rows = [], asked = null, near = false, size = PAGE;
  const bodyRows = table ? new Map(Array.from(table.tBodies[0].rows, (row) => [row.dataset.project, row])) : null;
  const showList = () => {
    list.dataset.total = rows.length;
    list.replaceChildren(...rows.slice(0, size).map((row) => phaen.card(row, near ? null : asked, !state.year)));
    onward.hidden = rows.length <= size;
    onward.textContent = say("more", { n: number(Math.min(100, rows.length - size)) });
  };
  const showTable = () => {
    table.dataset.total = rows.length;
    const ids = rows.map(([year, row]) => cell(year.index, "id", row));
    const wanted = new Set(ids);
    bodyRows.forEach((row, id) => { row.hidden = !wanted.has(id); });
    const body = table.tBodies[0];
    const now = Array.from(body.rows).filter((row) => !row.hidden).map((row) => row.dataset.project);
    if (now.some((id, i) => id !== ids[i])) { body.append(...ids.map((id) => bodyRows.get(id))); }
    table.querySelectorAll("thead [data-order]").forEach((head) => {
      const on = state.order.replace("-", "") === head.dataset.order;
      if (on) { head.setAttribute("aria-sort", state.order[0] === "-" ? "descending" : "ascending"); }
      else { head.removeAttribute("aria-sort"); }
    });
  };
  const show = () => {
    const labels = own ? [own] : null;
    const found = engine.find(state.q, labels);
    const pool = engine.years.filter((year) => !labels || labels.includes(year.label));
    const kept = engine.narrow(found.rows, state);
    asked = found.asked;
    near = found.near;
    rows = sorted(kept.rows);
    FILTERS.forEach((key) => choices(key, kept.counts[key], pool));
    const q = state.q.trim();
    status.textContent = near ? say("near", { q }) + " " + say("found", { n: number(rows.length) })
      : rows.length || !q ? say("found", { n: number(rows.length) }) : say("none", { q }) + " " + words.none_help;
    sayTotal(rows);
    const on = [...FILTERS, ...MONEY].filter((key) => state[key]).length;
    button.textContent = on ? say("filters_on", { n: number(on) }) : words.filters;
    button.dataset.count = on;
    clear.hidden = !on;
    shown.textContent = say("show", { n: number(rows.length) });
    save.forEach((one) => { one.disabled = !rows.length; });
    note.textContent = phaen.refused.map((label) => say("year_failed", { year: digits(label) })).join(" ");
    if (table) { showTable(); } else { showList(); }
  };
  const fill = () => {
    input.value = state.q;
    order.value = state.order in ORDERS ? state.order : "relevance";
    MONEY.forEach((key) => { fields[key].value = state[key]; });
  };

  root.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); input.blur(); });
  input.addEventListener("input", () => { state.q = input.value; size = PAGE; write(false); show(); });
  const change = (key, value) => { state[key] = value; size = PAGE; write(true); show(); };
  order.addEventListener("change", () => change("order", order.value === "relevance" ? "" : order.value));
  [...FILTERS, ...MONEY].forEach((key) => fields[key].addEventListener("change", () => change(key, fields[key].value)));
  clear.addEventListener("click", () => {
    [...FILTERS, ...MONEY].forEach((key) => { state[key] = ""; });
    fill();
    write(true);
    show();
  });
  onward.addEventListener("click", () => {
    const first = size;
    size += 100;
    showList();
    list.children[first].querySelector("a").focus();
  });
  addEventListener("popstate", () => { state = read(); size = PAGE; fill(); show(); });
  if (table) {
    table.querySelectorAll("thead [data-order]").forEach((head) => {
      const press = make("button", { type: "button" }, ...head.childNodes);
      head.append(press);
      press.addEventListener("click", () => {
        const key = head.dataset.order, first = key === "budget" ? "-budget" : key;
        const other = first[0] === "-" ? key : "-" + key;
        change("order", state.order === first ? other : state.order === other ? "" : first);
        fill();
      });
    });
  }

  /* --- Saving exactly this list, in the columns of the data file ---------------------------------- */
  const whole = ([year, row]) => year.details.order.map((code) => {
    if (code === "fiscal_year") { return year.label; }
    const text = code in year.details.columns ? cell(year.details.columns, code, row)
      : cell(code === "detail" ? year.details : year.index, code, row);
    return text.replace(/\r/g, "\n");
  });
  const csv = (texts) => "\ufeff" + texts.map((line) => line.map((text) => {
    const safe = /^[=+\-@\t\r]/.test(text) && text !== "-" ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }).join(",") + "\r\n").join("");
  const download = (name, kind, bytes) => {
    const address = URL.createObjectURL(new Blob([bytes], { type: kind }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  };
  save.forEach((one) => one.addEventListener("click", async () => {
    const full = rows.filter(([year]) => year.details);
    const texts = [full[0][0].details.headings, ...full.map(whole)];
    const name = "phaen-" + (own || state.year || "search");
    if (one.dataset.kind === "csv") { download(name + ".csv", "text/csv", csv(texts)); return; }
    await phaen.script(phaen.beside + "search-xlsx.js");
    const codes = full[0][0].details.order;
    const numeric = ["budget", "count"].map((code) => codes.indexOf(code));
    download(name + ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", phaen.workbook(texts, numeric));
  }));

  fill();
  status.textContent = words.loading;
  (async () => {
    const labels = own ? [own] : await phaen.known;
    await phaen.load(labels, phaen.details);
    if (!engine.years.length) { status.textContent = words.failed; return; }
    show();
    root.dataset.ready = "yes";
  })();
})(window.phaen);
