/* The browser's scripts are plain ones: no modules, no bundler, and nothing that the content security
   policy would refuse. */
import js from "@eslint/js";
import globals from "globals";

const scripts = ["theme/overrides/assets/phaen/**/*.js", "theme/desk/assets/*.js"];

export default [
  {
    ...js.configs.recommended,
    files: scripts,
    languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...js.configs.recommended.rules,
      "curly": "error",
      "eqeqeq": "error",
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-implicit-globals": "error",
      "no-shadow": ["error", { "builtinGlobals": false }],
      "no-use-before-define": ["error", { "functions": false, "variables": false }],
      "no-unused-vars": ["error", { "argsIgnorePattern": "^_", "caughtErrors": "none" }],
      "prefer-const": "error",
      "strict": ["error", "function"],
      "complexity": ["error", 12],
      // A text may hold what no reader sees: the workbook must not.
      "no-control-regex": "off",
    },
  },
];
