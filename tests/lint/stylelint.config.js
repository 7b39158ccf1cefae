/* Faults in style sheets, not their looks. */
export default {
  extends: "stylelint-config-recommended",
  reportNeedlessDisables: true,
  rules: {
    // A page asks no other host, and the policy allows no style of another place.
    "at-rule-disallowed-list": ["import"],
    "function-url-scheme-disallowed-list": ["http", "https", "data"],
    "declaration-no-important": null,
    // One style sheet for many kinds of page is ordered by kind of page, not by weight.
    "no-descending-specificity": null,
  },
};
