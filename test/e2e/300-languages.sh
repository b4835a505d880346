#!/bin/sh
# Commands speak the user's language: summaries, advice, faults, the report of an import; what programs read stays as it is.
. test/lib.sh "$1"
hans() { LC_ALL=zh_CN.UTF-8 "$@"; }
hant() { LC_ALL='' LC_MESSAGES=zh_TW.UTF-8 "$@"; }

status "help" 0 hans "$xinshi" help
like "summaries" "$out" '^  init +新建一个空档案$'
status "a command's help" 0 hant "$xinshi" help search
like "its options" "$out" '所有命令共有的選項'
status "by an option" 0 "$xinshi" help --messages zh-hant
like "the same" "$out" '匯出|收錄'
status "a name that is none" 2 hans "$xinshi" serch
like "said so" "$err" '没有命令“serch”'
status "no archive" 2 hans "$xinshi" --archive "$work/none" stats
like "what, and what to type" "$err" '这里没有档案'
like "advice" "$err" '请试：新建：xinshi --archive DIR init'

article "$work/in/1.md" 1617000000000 临江水库决堤 https://jia.example/1 '<script>x</script><p>临江水库决堤。</p>'
article "$work/in/2.md" 9999999999999999 坏日期 https://jia.example/2 '<p>x</p>'
status "import" 1 hant "$xinshi" import "$work/in"
like "how many" "$out" '^已收錄 2 個檔案'
like "what was mended" "$out" '去掉腳本 +1 +100.0 %'
like "columns are as wide as they look" "$out" '^  新文章 {37}1$'
like "where to go on" "$err" '^閱讀：'
status "a query that is none" 2 hans "$xinshi" search '"临江'
like "its reason" "$err" '引号没有闭合'
status "nothing found" 0 hans "$xinshi" search 临江水裤
like "what finds something" "$err" '这样可以找到'
status "json" 0 hans "$xinshi" search 临江 --count --json
is "is the same in all" "$out" "$("$xinshi" search 临江 --count --json)"
status "a language that is not known" 2 "$xinshi" help --messages fr
status "English" 0 env LC_ALL=fr_FR.UTF-8 "$xinshi" help
like "where nothing else is known" "$out" 'make an empty archive'
finish
