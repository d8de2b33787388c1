package io.headway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.module.ModuleFinder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Who may import what, and why. To change a rule is to change the design. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportRulesTest {
    private static final String ROOT = "io.headway";

    /** The stages of the pipeline. They meet on the event bus and through interfaces that app joins. */
    private static final List<String> STAGES = List.of("gateway", "shard", "deviation", "broadcast", "relay", "api");

    /** What each package may import of ours; app and the main class may import all. */
    private static final Map<String, Set<String>> IMPORTS = Map.ofEntries(
            Map.entry("model", Set.of()),
            // Protocol for the names and usual ports of the protocols.
            Map.entry("config", Set.of("protocol")),
            Map.entry("ops", Set.of()),
            Map.entry("protocol", Set.of("model")),
            Map.entry("security", Set.of("config")),
            Map.entry("store", Set.of("model", "config")),
            Map.entry("simulate", Set.of("model", "protocol")),
            Map.entry("geofence", Set.of("model", "config", "store")),
            Map.entry("gateway", Set.of("model", "protocol", "config", "security")),
            Map.entry("shard", Set.of("model", "config", "store", "geofence")),
            Map.entry("deviation", Set.of("model", "config", "store")),
            Map.entry("broadcast", Set.of("model", "protocol", "config")),
            // Protocol for the envelope: what receivers of events read is one format, whichever way it takes.
            Map.entry("relay", Set.of("model", "protocol", "config", "store")),
            Map.entry("api", Set.of("model", "security")));

    private final JavaClasses main = new ClassFileImporter()
            .importUrl(Headway.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void the_rules_see_the_code_and_name_every_package() {
        var packages = new TreeSet<String>();
        main.forEach(type -> {
            if (type.getPackageName().startsWith(ROOT + '.')) {
                packages.add(type.getPackageName().split("\\.", -1)[2]);
            }
        });

        assertThat(packages).contains("gateway", "shard", "broadcast", "api", "store", "model", "app");
        packages.remove("app");
        assertThat(IMPORTS.keySet()).containsAll(packages);
    }

    @Test
    void model_imports_java_base_only() {
        var javaBase = ModuleFinder.ofSystem()
                .find("java.base")
                .orElseThrow()
                .descriptor()
                .packages();
        DescribedPredicate<JavaClass> ofJavaBase =
                describe("are in java.base", type -> javaBase.contains(type.getPackageName()));

        classes()
                .that()
                .resideInAPackage(in("model"))
                .should()
                .onlyDependOnClassesThat(resideInAPackage(in("model")).or(ofJavaBase))
                .because(
                        "every other package and every deployment shares the model; whatever it needs, all of them need")
                .check(main);
    }

    @Test
    void protocol_imports_model_buffer_and_a_json_parser_only() {
        DescribedPredicate<JavaClass> buffer =
                describe("are Buffer", type -> type.getName().equals("io.vertx.core.buffer.Buffer"));
        var allowed = resideInAnyPackage(in("protocol"), in("model"), "java..", "com.fasterxml.jackson.core..")
                .or(buffer);

        classes()
                .that()
                .resideInAPackage(in("protocol"))
                .should()
                .onlyDependOnClassesThat(allowed)
                .because(
                        "a decoder is a pure function from bytes to a frame: it sends nothing, stores nothing, waits for"
                                + " nothing; JSON is read with a streaming parser")
                .check(main);
    }

    @TestFactory
    Stream<DynamicTest> a_package_imports_only_what_the_design_lists() {
        return IMPORTS.entrySet().stream()
                .map(entry ->
                        DynamicTest.dynamicTest(entry.getKey(), () -> onlyImports(entry.getKey(), entry.getValue())));
    }

    private void onlyImports(String name, Set<String> allowed) {
        var ours = Stream.concat(Stream.of(name), allowed.stream())
                .map(ImportRulesTest::in)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAnyPackage(ours))))
                .because("a newcomer follows the data from package to package; each import is an edge of that picture")
                .allowEmptyShould(true)
                .check(main);
    }

    @TestFactory
    Stream<DynamicTest> a_stage_never_imports_a_stage() {
        return STAGES.stream()
                .map(stage -> DynamicTest.dynamicTest(
                        stage,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(in(stage))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(others(stage))
                                .because(
                                        "scaled out, stages run in different processes: what one stage calls of another could not be moved")
                                .allowEmptyShould(true)
                                .check(main)));
    }

    private static String[] others(String stage) {
        return STAGES.stream()
                .filter(other -> !other.equals(stage))
                .map(ImportRulesTest::in)
                .toArray(String[]::new);
    }

    @Test
    void only_the_main_class_imports_app() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, in("app"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("app"))
                .because("app wires the stages in one place; a stage that knew its wiring could not be wired otherwise")
                .check(main);
    }

    @Test
    void there_are_no_cycles_between_packages() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("packages in a cycle can only be understood, tested and moved together")
                .check(main);
    }

    @Test
    void nothing_of_netty_or_of_a_librarys_inside_is_imported() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "io.vertx..impl..", "io.vertx..internal..")
                .because("these change without notice between patch releases of Vert.x")
                .check(main);
    }

    @TestFactory
    Stream<DynamicTest> each_library_has_one_door() {
        return Stream.of(
                door(
                        "PostgreSQL",
                        "another store would be one package",
                        List.of(in("store")), //
                        "io.vertx.pgclient..",
                        "io.vertx.sqlclient..",
                        "org.flywaydb..",
                        "org.postgresql..",
                        "io.zonky..",
                        "java.sql..",
                        "javax.sql.."),
                door(
                        "archives",
                        "only the store packs partitions and unpacks PostgreSQL",
                        List.of(in("store")), //
                        "org.apache.commons.compress..",
                        "org.tukaani.."),
                door(
                        "authentication",
                        "tokens are judged in one place, so one place is audited",
                        List.of(in("security")), //
                        "io.vertx.ext.auth.."),
                door(
                        "Redis",
                        "only the live feed crosses nodes through it",
                        List.of(in("broadcast")),
                        "io.vertx.redis.."),
                door(
                        "Kafka",
                        "only the relay speaks to it, and one day the ingest",
                        List.of(in("relay")), //
                        "io.vertx.kafka..",
                        "org.apache.kafka.."),
                door(
                        "JSON streaming",
                        "what the wire looks like is the protocol's business",
                        List.of(in("protocol")), //
                        "com.fasterxml.jackson.."),
                door(
                        "configuration",
                        "stages are given typed settings",
                        List.of(in("config")), //
                        "io.smallrye..",
                        "org.yaml..",
                        "org.eclipse.microprofile.."),
                door(
                        "OpenAPI",
                        "the contract is bound once",
                        List.of(in("api")), //
                        "io.vertx.openapi..",
                        "io.vertx.ext.web.openapi..",
                        "io.vertx.json.schema.."),
                door(
                        "HTTP routing",
                        "api has the routes, app joins them, and gateway upgrades one of them",
                        List.of(in("api"), in("app"), in("gateway")),
                        "io.vertx.ext.web.."),
                door(
                        "JTS",
                        "the others know places and routes by what geofence and deviation say of them",
                        List.of(in("geofence"), in("deviation")),
                        "org.locationtech.jts.."),
                door("GPX", "recorded drives are read by the replay", List.of(in("simulate")), "io.jenetics.."),
                door(
                        "command line",
                        "the engine can be started by other code too",
                        List.of(ROOT, in("app.cli")),
                        "picocli.."));
    }

    private DynamicTest door(String library, String reason, List<String> doors, String... packages) {
        return DynamicTest.dynamicTest(
                library,
                () -> noClasses()
                        .that()
                        .resideOutsideOfPackages(doors.toArray(String[]::new))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(packages)
                        .because(reason)
                        .check(main));
    }

    @Test
    void meters_are_made_in_ops_and_in_classes_named_metrics() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("ops"))
                .and(DescribedPredicate.not(describe("are named *Metrics", ImportRulesTest::isMetrics)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .because("names, tags and units of meters are an interface to dashboards and are reviewed together")
                .check(main);
    }

    private static boolean isMetrics(JavaClass type) {
        return Arrays.stream(type.getName().split("\\$", -1)).anyMatch(name -> name.endsWith("Metrics"));
    }

    private static String in(String name) {
        return ROOT + '.' + name + "..";
    }
}
