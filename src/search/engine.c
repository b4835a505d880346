/* engine.c: where FTS5 and our tokenizer meet. */
#include "search/catalogue.h"
#include "text/fold.h"

/* ---- tokenizer ---- */

static int
tokenizer_create(void *context, const char **args, int count, Fts5Tokenizer **out)
{
	(void)args;
	(void)count;
	*out = context; /* one for all: it keeps nothing between calls but its buffer */
	return SQLITE_OK;
}

static void
tokenizer_delete(Fts5Tokenizer *tokenizer)
{
	(void)tokenizer;
}

struct receiver {
	struct tokenizer *tokenizer;
	void *context;
	int (*token)(void *, int, const char *, int, int, int);
};

/* Offsets serve FTS5's own snippets, which a table without content does not have. */
static int
receive(void *context, const char *p, int n)
{
	struct receiver *receiver = context;

	receiver->tokenizer->tokens++;
	return receiver->token(receiver->context, 0, p, n, 0, 0);
}

static int
tokenizer_run(Fts5Tokenizer *opaque, void *context, int flags, const char *text, int n,
    int (*token)(void *, int, const char *, int, int, int))
{
	struct tokenizer *tokenizer = (struct tokenizer *)opaque;
	struct receiver receiver = { tokenizer, context, token };
	enum token_mode mode = flags & FTS5_TOKENIZE_QUERY ? TOKEN_QUERY : TOKEN_DOCUMENT;

	buf_reset(&tokenizer->folded);
	fold_str((struct str){ text, (size_t)n }, &tokenizer->folded);
	if (tokenizer->folded.err.code)
		return SQLITE_TOOBIG;
	return tokens_put(buf_str(&tokenizer->folded), mode, receive, &receiver);
}

/* ---- callback ---- */

static void
visit(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int count, sqlite3_value **values)
{
	struct search *search = api->xUserData(fts);

	(void)count;
	(void)values;
	sqlite3_result_int(context, walk_meets(search->walk, api, fts));
}

/* ---- both made known ---- */

struct err
engine_error(const struct search *search, int code)
{
	return code == SQLITE_OK ? (struct err){ 0 } : sql_error(search->archive, code);
}

static int
find_api(sqlite3 *db, fts5_api **out)
{
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_bind_pointer(stmt, 1, out, "fts5_api_ptr", NULL);
	if (code == SQLITE_OK)
		sqlite3_step(stmt);
	return sqlite3_finalize(stmt);
}

struct err
engine_register(struct search *search)
{
	static fts5_tokenizer functions = { tokenizer_create, tokenizer_delete, tokenizer_run };
	fts5_api *api = NULL;
	int code = find_api(search->db, &api);

	if (code == SQLITE_OK && !api)
		return err_new(ERR_LIBRARY, "SQLite was built without FTS5");
	if (code == SQLITE_OK)
		code = api->xCreateTokenizer(api, "xinshi", &search->tokenizer, &functions, NULL);
	if (code == SQLITE_OK)
		code = api->xCreateFunction(api, "search_visit", search, visit, NULL);
	return engine_error(search, code);
}
