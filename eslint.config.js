import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'
import { directions } from './eslint.directions.js'
import svelteConfig from './svelte.config.js'

export default ts.config(
  {
    ignores: [
      'node_modules',
      'dist',
      'public',
      'src/i18n/paraglide',
      'tests/fixtures',
      'tests/golden/data',
      'journey-out',
      'project.inlang',
    ],
  },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.worker, ...globals.node } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      'svelte/no-at-html-tags': 'error',
      // Addresses are of the form #/days and made by hrefOf; there is no router of SvelteKit here.
      'svelte/no-navigation-without-resolve': 'off',
      // Addresses are parsed and thrown away within a function: nothing to react to.
      'svelte/prefer-svelte-reactivity': 'off',
      // With noUncheckedIndexedAccess every a[i] of a numeric loop may be undefined to the compiler.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-new-func': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  ...directions,
)
