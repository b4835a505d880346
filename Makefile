# xinshi: one Makefile, readable in a sitting.
#
#   make            build the programs in build/
#   make demo       set up, build, make an archive of sample/, serve it
#   make check      set up, build, run every test; the last line counts them
#   make install    PREFIX=/usr/local DESTDIR=
#   make bench torture fuzz golden clean     see HACKING.md
#
# V=1 shows commands; DEV=1 makes warnings errors; SAN=address,undefined builds with sanitisers (in a folder of its own).

VERSION := 0.1.0
PREFIX ?= /usr/local
SAN ?=
BUILD ?= build$(if $(SAN),/san)
V ?= 0
Q := $(if $(filter 0,$(V)),@)
CC := gcc
export LC_ALL := C.UTF-8

# ---- rooms, from the ground up: each may include only the rooms named here (checked by tools/rooms.sh)

ROOMS := base text record guard net read refine image figure store search story ledger follow show cmd
room_base :=
room_text := base
room_record := text base
room_guard := record base
room_net := record text base
room_read := record text base
room_refine := record text base
room_image := record base
room_figure := record text base
room_store := record text base
room_search := store record text base
room_story := store record text base
room_ledger := figure store record text base
room_show := ledger story search store record text base
room_follow := story search store guard record text base
room_cmd := show follow ledger story search store guard record text base

# ---- programs: their rooms in link order, and the libraries those rooms alone know

PROGRAMS := xinshi xinshi-parse xinshi-fetch xinshi-image
prog_xinshi := cmd show follow ledger story search store figure guard record text base
prog_xinshi-parse := figure refine read guard record text base
prog_xinshi-fetch := net guard record text base
prog_xinshi-image := image guard record text base
main_xinshi := main/xinshi.c
PARSE_MAIN := main/stages.c main/item.c main/webarticle.c main/webpages.c main/item_media.c main/items.c main/explain.c \
	main/answers.c main/analyst.c main/warm_up.c main/worker_loop.c main/feed_loop.c
main_xinshi-parse := main/xinshi-parse.c $(PARSE_MAIN)
main_xinshi-fetch := main/xinshi-fetch.c main/fetch_loop.c
main_xinshi-image := main/xinshi-image.c main/image_loop.c

PKG_base := libsodium
PKG_text := icu-uc icu-i18n opencc uchardet
PKG_guard := libseccomp
PKG_net := libcurl zlib libbrotlidec libssl libcrypto
PKG_read := libarchive gumbo libxml-2.0 jansson
LIB_read := -lmodest -lm
PKG_image := vips gmodule-2.0
LIB_image := -lm
PKG_store := sqlite3 libzstd
PKG_show := libzstd libmicrohttpd zlib libdeflate
PKG_cmd := inih
PKG_refine :=
PKG_record :=
PKG_search :=
LIB_text := -lm

libs_of = $(foreach r,$(1),$(LIB_$(r)) $(if $(PKG_$(r)),$(shell pkg-config --libs $(PKG_$(r)))))
LIBS_xinshi = $(call libs_of,$(prog_xinshi))
LIBS_xinshi-parse = $(call libs_of,$(prog_xinshi-parse))
LIBS_xinshi-fetch = $(call libs_of,$(prog_xinshi-fetch))
LIBS_xinshi-image = $(call libs_of,$(prog_xinshi-image))
LIBS_all = $(call libs_of,$(ROOMS))

# ---- flags

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wwrite-strings -Wformat=2 -Wundef \
	-Wimplicit-fallthrough -Wno-format-nonliteral $(if $(DEV),-Werror)
HARDEN := -fstack-clash-protection -fstack-protector-strong -fcf-protection=full \
	$(if $(findstring clang,$(CC)),,-ftrivial-auto-var-init=zero) \
	-fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing \
	$(if $(SAN),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
CFLAGS ?= -O2 -g
ALL_CFLAGS := -std=gnu17 $(WARN) -fvisibility=hidden -fPIE $(HARDEN) $(CFLAGS) $(if $(SAN),-fsanitize=$(SAN) \
	-fno-sanitize-recover=undefined -fno-omit-frame-pointer)
CPPFLAGS := -D_GNU_SOURCE -Isrc -I$(BUILD) $(shell pkg-config --cflags libxml-2.0) -DVERSION='"$(VERSION)"' -DLIBEXECDIR='"$(PREFIX)/libexec/xinshi"' \
	-DDATADIR='"$(PREFIX)/share/xinshi"'
ALL_LDFLAGS := -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed $(LDFLAGS) $(if $(SAN),-fsanitize=$(SAN))

# ---- what is made of what

TABLES := $(patsubst data/%.tsv,$(BUILD)/gen/%.inc,$(wildcard data/*.tsv))
GEN := $(TABLES) $(if $(wildcard tools/mkfold.c),$(BUILD)/gen/fold.inc) \
	$(patsubst src/store/%.sql,$(BUILD)/gen/%.inc,$(wildcard src/store/*.sql)) $(if $(wildcard src/show/style.css),$(BUILD)/gen/style.inc $(BUILD)/gen/keys.inc)
sources_of = $(wildcard src/$(1)/*.c)
objects_of = $(patsubst src/%.c,$(BUILD)/o/%.o,$(call sources_of,$(1)))
LIBRARIES := $(ROOMS:%=$(BUILD)/lib%.a)
BINARIES := $(PROGRAMS:%=$(BUILD)/%)
UNIT_TESTS := $(patsubst test/unit/%.c,$(BUILD)/test/%,$(wildcard test/unit/t_*.c))
FUZZERS := $(patsubst test/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard test/fuzz/fuzz_*.c))
# In link order, most demanding first; given twice where rooms look back at nothing this costs nothing.
ALL_ROOMS := cmd show follow ledger story search store figure refine read net image guard record text base

.PHONY: all demo check unit golden e2e fuzz bench torture install uninstall clean setup setup-check setup-bench
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BINARIES) knowledge

# ---- knowledge that is loaded at run time: tables as edited, and the gazetteer, made of Debian's packages

LIVE := $(patsubst data/live/%.tsv,$(BUILD)/live/%.tsv,$(wildcard data/live/*.tsv)) $(BUILD)/live/gazetteer.tsv
.PHONY: knowledge
knowledge: $(LIVE)

$(BUILD)/live/%.tsv: data/live/%.tsv
	@mkdir -p $(@D)
	$(Q)cp $< $@

# (libFuzzer would bring a main of its own)
$(BUILD)/gazetteer: $(wildcard tools/gazetteer/*.[ch]) $(foreach r,figure record text base,$(BUILD)/lib$(r).a)
	@echo "  TOOL    $@"
	$(Q)$(CC) $(CPPFLAGS) $(patsubst -I%,-isystem %,$(shell pkg-config --cflags geonames)) $(ALL_CFLAGS) $(filter-out -fsanitize=fuzzer,$(ALL_LDFLAGS)) \
		$(filter %.c %.a,$^) $(call libs_of,figure record text base) $(shell pkg-config --libs geonames) -o $@

$(BUILD)/live/gazetteer.tsv: $(BUILD)/gazetteer data/gazetteer/words.txt data/gazetteer/degrees.tsv data/live/places.tsv
	@mkdir -p $(@D)
	@echo "  PLACES  $@"
	$(Q)$(BUILD)/gazetteer /usr/share/unicode/cldr/common /usr/share/locale data/gazetteer/words.txt \
		data/live/places.tsv data/gazetteer/degrees.tsv >$@

$(BUILD)/gen/%.inc: data/%.tsv tools/tsv2c.awk
	@mkdir -p $(@D)
	$(Q)awk -f tools/tsv2c.awk $< >$@

$(BUILD)/gen/%.inc: src/store/%.sql tools/sql2c.awk
	@mkdir -p $(@D)
	$(Q)awk -f tools/sql2c.awk $< >$@

$(BUILD)/gen/style.inc: src/show/style.css tools/css2c.awk
	@mkdir -p $(@D)
	$(Q)awk -f tools/css2c.awk $< >$@

$(BUILD)/gen/keys.inc: src/show/keys.js tools/text2c.awk
	@mkdir -p $(@D)
	$(Q)awk -f tools/text2c.awk $< >$@

$(BUILD)/mkfold: tools/mkfold.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu17 $(WARN) -O1 -D_GNU_SOURCE $< -o $@ $$(pkg-config --cflags --libs icu-uc icu-i18n opencc)

$(BUILD)/gen/fold.inc: $(BUILD)/mkfold
	@mkdir -p $(@D)
	@echo "  FOLD    $@"
	$(Q)$(BUILD)/mkfold >$@

$(BUILD)/o/%.o: src/%.c | $(GEN)
	@mkdir -p $(@D)
	@echo "  CC      $<"
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

# glib's headers are the library's own business: no warnings about them
$(BUILD)/o/image/%.o $(BUILD)/test/t_lab: CPPFLAGS += $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PKG_image)))
# every text passes here, and every figure
$(BUILD)/o/figure/%.o: ALL_CFLAGS += -O3
# a sum over many pixels, four at a time
$(BUILD)/o/image/resample.o: ALL_CFLAGS += -O3

define room_rules
$(BUILD)/lib$(1).a: $$(call objects_of,$(1))
	@rm -f $$@
	$$(Q)$$(AR) rcs $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call room_rules,$(r))))

# The worker's inside, for tests and fuzzers; an archive, so that only who asks for it needs all of read and refine.
$(BUILD)/libmain.a: $(PARSE_MAIN:%.c=$(BUILD)/o/%.o) $(BUILD)/o/main/fetch_loop.o $(BUILD)/o/main/image_loop.o
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

define program_rules
$(BUILD)/$(1): $$(patsubst %.c,$(BUILD)/o/%.o,$$(main_$(1))) $$(prog_$(1):%=$(BUILD)/lib%.a)
	@echo "  LD      $$@"
	$$(Q)$$(CC) $$(ALL_CFLAGS) $$(ALL_LDFLAGS) $$^ $$(LIBS_$(1)) -o $$@
endef
$(foreach p,$(PROGRAMS),$(eval $(call program_rules,$(p))))

$(BUILD)/test/%: test/unit/%.c $(BUILD)/libmain.a $(ALL_ROOMS:%=$(BUILD)/lib%.a)
	@mkdir -p $(@D)
	@echo "  TEST    $@"
	$(Q)$(CC) $(CPPFLAGS) -Itest $(ALL_CFLAGS) -MMD -MP -MF $@.d $(ALL_LDFLAGS) $< $(filter %.o,$^) $(filter %.a,$^) $(LIBS_all) \
		-lcmocka -o $@

# Replays files; to hunt with clang, libFuzzer is main instead: see the head of test/fuzz/main.c.
FUZZ_MAIN ?= test/fuzz/main.c
$(BUILD)/fuzz/%: test/fuzz/%.c $(FUZZ_MAIN) $(BUILD)/libmain.a $(ALL_ROOMS:%=$(BUILD)/lib%.a)
	@mkdir -p $(@D)
	@echo "  FUZZ    $@"
	$(Q)$(CC) $(CPPFLAGS) -Itest $(ALL_CFLAGS) -MMD -MP -MF $@.d $(ALL_LDFLAGS) $(filter %.c %.o %.a,$^) $(LIBS_all) -o $@

$(BUILD)/bench/%: test/bench/%.c $(BUILD)/libmain.a $(ALL_ROOMS:%=$(BUILD)/lib%.a)
	@mkdir -p $(@D)
	@echo "  BENCH   $@"
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(filter %.c %.a,$^) $(LIBS_all) -o $@

$(BUILD)/crash/crash: test/crash/crash.c $(foreach r,store record text base,$(BUILD)/lib$(r).a)
	@mkdir -p $(@D)
	@echo "  TEST    $@"
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(ALL_LDFLAGS) $^ $(call libs_of,store text base) -o $@

# Preloaded into programs built with sanitisers too, so it is built without.
$(BUILD)/crash/faults.so: test/crash/faults.c
	@mkdir -p $(@D)
	@echo "  TEST    $@"
	$(Q)$(CC) -std=gnu17 -D_GNU_SOURCE $(WARN) -O1 -g -fPIC -shared $< -ldl -o $@

# The scripted server of the tests, as a program and for tests that play its answers themselves.
HTTPD_PARTS := $(patsubst test/httpd/%.c,$(BUILD)/httpd/%.o,$(filter-out test/httpd/main.c,$(wildcard test/httpd/*.c)))

$(BUILD)/httpd/%.o: test/httpd/%.c | $(GEN)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -Itest/httpd $(ALL_CFLAGS) -MMD -MP -c $< -o $@

$(BUILD)/libhttpd.a: $(HTTPD_PARTS)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(BUILD)/httpd/httpd: $(BUILD)/httpd/main.o $(BUILD)/libhttpd.a $(foreach r,text base,$(BUILD)/lib$(r).a)
	@echo "  TEST    $@"
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $^ $(call libs_of,text base) -lz -o $@

# The gate as a whole, against that server.
$(BUILD)/test/t_knowledge $(BUILD)/test/t_count $(BUILD)/test/t_quantity $(BUILD)/fuzz/fuzz_count $(BUILD)/test/t_name $(BUILD)/test/t_variant $(BUILD)/test/t_frame $(BUILD)/test/t_inherit_date $(BUILD)/test/t_golden $(BUILD)/fuzz/fuzz_figures $(BUILD)/fuzz/fuzz_name: | knowledge
$(BUILD)/test/t_darkroom: | $(BUILD)/xinshi-image
$(BUILD)/test/t_gate $(BUILD)/test/t_gate_life: $(HTTPD_PARTS) | $(BUILD)/xinshi-fetch
$(BUILD)/test/t_follow $(BUILD)/test/t_follow_past $(BUILD)/test/t_follow_pages $(BUILD)/test/t_follow_pictures $(BUILD)/test/t_follow_add: $(HTTPD_PARTS) | $(BINARIES)

# The follower and the gate before servers that judge and servers that lie; and what must never be asked.
rooms_polite := follow story search store guard record text base
$(BUILD)/polite/polite: $(wildcard test/polite/*.c) $(BUILD)/libhttpd.a $(rooms_polite:%=$(BUILD)/lib%.a) | all
	@mkdir -p $(@D)
	@echo "  TEST    $@"
	$(Q)$(CC) $(CPPFLAGS) -Itest/httpd $(ALL_CFLAGS) $(ALL_LDFLAGS) $^ $(call libs_of,$(rooms_polite)) -lz -o $@

# What the gate must never ask for.
rooms_denied := guard record text base
$(BUILD)/denied/denied: $(wildcard test/denied/*.c) $(BUILD)/libhttpd.a $(rooms_denied:%=$(BUILD)/lib%.a) | all
	@mkdir -p $(@D)
	@echo "  TEST    $@"
	$(Q)$(CC) $(CPPFLAGS) -Itest/httpd $(ALL_CFLAGS) $(ALL_LDFLAGS) $^ $(call libs_of,$(rooms_denied)) -lz -o $@

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

# ---- tests

.PHONY: tests
CRASH := $(BUILD)/crash/crash $(BUILD)/crash/faults.so
tests: $(UNIT_TESTS) $(FUZZERS) $(CRASH) $(BUILD)/bench/bench_pictures $(BUILD)/httpd/httpd $(BUILD)/denied/denied $(BUILD)/polite/polite

setup setup-check setup-bench:
	$(Q)tools/setup.sh $(patsubst setup-%,%,$(patsubst setup,build,$@))

unit: $(UNIT_TESTS)
	$(Q)for t in $(UNIT_TESTS); do $$t || exit 1; done

golden: $(BUILD)/test/t_golden $(BUILD)/test/t_feed_golden $(BUILD)/test/t_site_golden
	$(Q)for t in $^; do GOLDEN_WRITE=1 $$t || exit 1; done

e2e: all $(BUILD)/httpd/httpd $(BUILD)/bench/bench_pictures $(CRASH)
	$(Q)for t in test/e2e/[0-9]*.sh; do sh $$t $(BUILD) || exit 1; done

fuzz: $(FUZZERS)
	$(Q)for f in $(FUZZERS); do $$f test/fuzz/corpus/$${f##*/fuzz_} || exit 1; done

check: setup-check
	$(Q)SAN=$(SAN) test/check.sh $(BUILD)

torture: all
	$(Q)CRASH_POINTS=2000 sh test/crash/run.sh $(BUILD)

bench: setup-bench
	$(Q)$(MAKE) --no-print-directory all $(BUILD)/httpd/httpd $(patsubst test/bench/%.c,$(BUILD)/bench/%,$(wildcard test/bench/*.c))
	$(Q)sh test/bench.sh $(BUILD)
	$(Q)sh test/bench_mirror.sh $(BUILD)

demo: setup
	$(Q)$(MAKE) --no-print-directory -j2 all
	$(Q)tools/demo.sh $(BUILD)

# ---- installing

INSTALL := install
libexec := $(DESTDIR)$(PREFIX)/libexec/xinshi

install: all
	$(INSTALL) -d $(DESTDIR)$(PREFIX)/bin $(libexec) $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5 \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d $(DESTDIR)$(PREFIX)/share/xinshi/sites \
		$(DESTDIR)$(PREFIX)/share/xinshi/live
	$(INSTALL) -m 755 $(BUILD)/xinshi $(DESTDIR)$(PREFIX)/bin
	$(INSTALL) -m 755 $(filter-out $(BUILD)/xinshi,$(BINARIES)) $(libexec)
	$(INSTALL) -m 644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	$(INSTALL) -m 644 man/*.5 $(DESTDIR)$(PREFIX)/share/man/man5
	$(INSTALL) -m 644 data/live/sites/*.rules data/live/sites/.[a-z]*.rules $(DESTDIR)$(PREFIX)/share/xinshi/sites
	$(INSTALL) -m 644 $(LIVE) $(DESTDIR)$(PREFIX)/share/xinshi/live
	$(BUILD)/xinshi help --completion bash >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/xinshi
	$(BUILD)/xinshi help --completion zsh >$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_xinshi
	$(BUILD)/xinshi help --completion fish >$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/xinshi.fish

uninstall:
	rm -rf $(libexec) $(DESTDIR)$(PREFIX)/share/xinshi $(DESTDIR)$(PREFIX)/bin/xinshi $(DESTDIR)$(PREFIX)/share/man/man1/xinshi*.1 \
		$(DESTDIR)$(PREFIX)/share/man/man5/xinshi*.5 $(DESTDIR)$(PREFIX)/share/bash-completion/completions/xinshi \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_xinshi $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/xinshi.fish

clean:
	rm -rf $(BUILD)
