/* Pages that are found by the day on which somebody asks. */
(function (phaen) {
  "use strict";
  const BUDDHIST = 543;

  /** The pages of the newest year's months, and of the months and years around the reader's own day;
      where there is none, what leads to all years.
      @type {Phaen["dated"]} */
  phaen.dated = (data, { say, digits, yearName }) => {
    /** @type {Map<string, { address: string, name: string, text: string }>} */
    const found = new Map();
    const put = (/** @type {string} */ address, /** @type {string} */ name, /** @type {string[]} */ said) => {
      const before = found.get(address);
      found.set(address, { address, name, text: [...(before ? [before.text] : []), ...said].join("\n") });
    };
    const everywhere = (/** @type {string[]} */ said) => put(data.pages.years, data.words.all_years, said);
    const places = data.months.map(([month]) => +month), january = places.indexOf(1);
    const monthOf = (/** @type {number} */ label, /** @type {number} */ place, /** @type {string[]} */ said) => {
      if (!data.years.includes(String(label))) { everywhere(said); return; }
      const name = say("month_page", { month: data.months[place][1], year: digits(label - (place < january ? 1 : 0)) });
      put(label + "/" + data.pages.month.replace("{}", String(places[place])), name, said);
    };
    places.forEach((_month, place) => monthOf(+data.years[0], place, data.month_words[place]));
    const [ours, month] = phaen.thisMonth.split("-").map(Number), here = places.indexOf(month);
    const label = ours + BUDDHIST + (here < january ? 1 : 0);
    data.dated.month.forEach((said, i) => {
      const place = here + i - 1;
      monthOf(label + Math.floor(place / 12), (place + 12) % 12, said);
    });
    data.dated.year.forEach((said, i) => {
      const one = String(label + i - 1);
      if (data.years.includes(one)) { put(one + "/" + data.pages.year, yearName(one), said); } else { everywhere(said); }
    });
    return Array.from(found.values());
  };
})(window.phaen);
