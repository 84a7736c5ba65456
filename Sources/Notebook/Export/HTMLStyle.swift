/// How pages look: a column of text as wide as one reads, light and dark as the reader's system is, and on paper.
enum HTMLStyle {
  static let sheet = """
    :root { --text: #1d2329; --ground: #fdfdfb; --dim: #5d6670; --line: #d9dcdf; --block: #f2f3ef; --link: #0b5cad;
      --number: #8a3b00; --string: #1b6e3c; --strong: #5a2ca0; --error: #b3261e; --mark: #00a844; }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e4e6e8; --ground: #16191c; --dim: #a0a9b2; --line: #3a4047; --block: #20252a; --link: #7ab8ff;
        --number: #f0a868; --string: #82d39b; --strong: #c3a6ff; --error: #ff8a80; --mark: #2fe07a; }
    }
    * { box-sizing: border-box; }
    body { margin: 0 auto; padding: 1rem 1.1rem 3rem; max-width: 46rem; background: var(--ground); color: var(--text);
      font: 1.05rem/1.6 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", sans-serif; }
    h1 { font-size: 1.7rem; line-height: 1.25; margin: 1.2rem 0; }
    h2 { font-size: 0.9rem; margin: 2.2rem 0 0.6rem; border-top: 1px solid var(--line); padding-top: 0.6rem; }
    h2 a { color: var(--dim); text-decoration: none; }
    a { color: var(--link); }
    nav { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; font-size: 0.95rem; padding: 0.4rem 0; }
    p { margin: 0.7rem 0; }
    pre, code { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", "Noto Sans Mono", "Noto Sans Mono CJK SC", monospace; }
    code { font-size: 0.92em; background: var(--block); padding: 0.08em 0.25em; border-radius: 3px; }
    pre { font-size: 0.88rem; line-height: 1.45; overflow-x: auto; margin: 0.6rem 0; }
    .lines { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", "Noto Sans Mono", "Noto Sans Mono CJK SC", monospace;
      font-size: 0.88rem; line-height: 1.45; margin: 0.6rem 0; }
    .lines div { white-space: pre-wrap; overflow-wrap: anywhere; min-height: 1.45em; padding-left: 2ch; text-indent: -2ch; }
    .lines + pre, pre + .lines { margin-top: -0.6rem; }
    pre.code { background: var(--block); border-left: 3px solid var(--link); padding: 0.6rem 0.8rem; border-radius: 3px; }
    pre code { background: none; padding: 0; font-size: inherit; }
    pre.formula { padding-left: 1.2rem; }
    .output { padding-left: 0.8rem; border-left: 3px solid var(--line); margin: 0.6rem 0 1rem; }
    figure { margin: 0.6rem 0; overflow-x: auto; }
    figure img { max-width: 100%; height: auto; image-rendering: pixelated; display: block; }
    figure svg { max-width: 100%; height: auto; display: block; border-radius: 3px; }
    figcaption { color: var(--dim); font-size: 0.85rem; }
    table.heat { display: inline-block; max-width: 100%; overflow-x: auto; vertical-align: top; border-collapse: collapse; margin: 0 1rem 0.4rem 0; font-size: 0.85rem; }
    table.heat td { padding: 0.25rem 0.5rem; text-align: right; min-width: 2.2rem;
      font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
    table.heat td.marked { outline: 3px solid var(--mark); outline-offset: -3px; }
    details { border: 1px solid var(--line); border-radius: 4px; padding: 0.3rem 0.8rem; margin: 0.6rem 0; }
    summary { cursor: pointer; color: var(--link); }
    .remark { border-top: 1px dotted var(--line); margin-top: 0.5rem; }
    .remark:first-of-type { border-top: none; }
    .dim { color: var(--dim); } .strong { color: var(--strong); font-weight: 600; } .number { color: var(--number); }
    .string, .success { color: var(--string); } .name { color: var(--link); }
    .error, .warning { color: var(--error); font-weight: 600; } .note { color: var(--string); }
    .label0 { color: var(--number); } .label1 { color: var(--link); } .label2 { color: var(--strong); }
    ol.lessons { list-style: none; padding: 0; } ol.lessons li { margin: 0.5rem 0; }
    ol.lessons .id { display: inline-block; min-width: 4rem; color: var(--dim); }
    [lang|="zh"] { line-height: 1.75; }
    @media print { details { border: none; padding: 0; } nav { display: none; } body { max-width: none; } }
    """
}
