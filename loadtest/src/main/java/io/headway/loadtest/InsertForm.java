package io.headway.loadtest;

/** Ways to turn 15 array parameters into rows. */
enum InsertForm {
    /** {@code FROM unnest(a, b, …)}: PostgreSQL gathers each array in a tuple store first. */
    FROM {
        @Override
        String select(String attributesType) {
            return "select a, b, c, d, e, f, g, h, i, j, k, l, m, n, o::" + attributesType
                    + " from unnest($1::timestamptz[], $2::timestamptz[], $3::bigint[], $4::float8[], $5::float8[],"
                    + " $6::real[], $7::real[], $8::real[], $9::real[], $10::smallint[], $11::boolean[], $12::uuid[],"
                    + " $13::uuid[], $14::uuid[], $15::text[]) as t(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o)"
                    + " on conflict do nothing";
        }
    },
    /** {@code SELECT unnest(a), unnest(b), …}: in lockstep since PostgreSQL 10, and streamed. */
    SELECT {
        @Override
        String select(String attributesType) {
            return lockstep(attributesType) + " on conflict do nothing";
        }
    },
    /** Without the check for duplicates: what that check costs. Not something an engine could use. */
    SELECT_UNCHECKED {
        @Override
        String select(String attributesType) {
            return lockstep(attributesType);
        }
    };

    abstract String select(String attributesType);

    private static String lockstep(String attributesType) {
        return "select unnest($1::timestamptz[]), unnest($2::timestamptz[]), unnest($3::bigint[]), unnest($4::float8[]),"
                + " unnest($5::float8[]), unnest($6::real[]), unnest($7::real[]), unnest($8::real[]), unnest($9::real[]),"
                + " unnest($10::smallint[]), unnest($11::boolean[]), unnest($12::uuid[]), unnest($13::uuid[]),"
                + " unnest($14::uuid[]), unnest($15::text[])::" + attributesType;
    }
}
