package dev.lockstep.search.cli;

import java.io.PrintWriter;
import java.util.List;

/**
 * A line of a list.
 *
 * @param columns for people
 * @param object for programs
 */
record Row(List<String> columns, Json object) {
    static void print(List<Row> rows, boolean json, PrintWriter out) {
        if (json) {
            rows.forEach(r -> out.println(r.object()));
        } else {
            out.print(Texts.table(rows.stream().map(Row::columns).toList()));
        }
        out.flush();
    }
}
