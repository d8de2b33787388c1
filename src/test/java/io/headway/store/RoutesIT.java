package io.headway.store;

import static io.headway.testing.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.headway.model.Deployment;
import io.headway.model.Deployment.Outcome;
import io.headway.model.DeploymentStatus;
import io.headway.model.LngLat;
import io.headway.model.Route;
import io.headway.model.RouteDraft;
import io.headway.model.RoutePath;
import io.headway.model.TimedId;
import io.headway.testing.FreshDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RoutesIT {
    @RegisterExtension
    static final FreshDatabase FRESH = new FreshDatabase();

    private static Vertx vertx;
    private static Database database;
    private static Routes routes;
    private static Deployments deployments;
    private UUID vehicle;

    @BeforeAll
    static void open() throws Exception {
        vertx = Vertx.vertx();
        database = await(Database.open(vertx, FRESH.settings(), 1));
        routes = new Routes(database);
        deployments = new Deployments(database);
        Rows.workspace(FRESH, Rows.THEIRS);
    }

    @AfterAll
    static void close() throws Exception {
        await(database.close());
        await(vertx.close());
    }

    @BeforeEach
    void newVehicle() throws Exception {
        vehicle = Rows.vehicle(FRESH, Rows.OURS);
    }

    @Test
    void a_route_is_read_as_it_was_written_also_with_the_most_points() throws Exception {
        var points = IntStream.range(0, RoutePath.MAX_POINTS)
                .mapToObj(i -> new LngLat(11 + i / 1e5, 49 + (i % 7) / 1e7))
                .toList();
        var stops = new JsonArray()
                .add(new JsonObject()
                        .put("name", "Gate")
                        .put("position", new JsonArray().add(11).add(49)));
        var settings = new JsonObject().put("speed_limit_kmh", 80);
        var draft = new RouteDraft("long", new RoutePath(points), stops.encode(), settings.encode(), "{\"a\":1}");

        var created = await(routes.create(Rows.OURS, draft));
        var read = await(routes.get(Rows.OURS, created.id())).orElseThrow();

        assertThat(read.plan().path().points()).isEqualTo(points);
        assertThat(read.lengthM()).isEqualTo(draft.path().lengthM()).isPositive();
        assertThat(new JsonArray(read.plan().stops())).isEqualTo(stops);
        assertThat(new JsonObject(read.plan().settings())).isEqualTo(settings);
        assertThat(new JsonObject(read.plan().metadata()).getInteger("a")).isEqualTo(1);
        assertThat(read.createdAtMs()).isEqualTo(created.createdAtMs());
    }

    @Test
    void the_first_route_of_a_workspace_that_only_a_token_has_named_makes_it() throws Exception {
        var workspace = UUID.randomUUID();
        var route = await(routes.create(workspace, draft("first")));
        assertThat(await(routes.list(workspace, Optional.empty(), 10)))
                .extracting(Route::id)
                .containsExactly(route.id());
    }

    @Test
    void routes_are_listed_page_by_page_without_their_paths() throws Exception {
        var workspace = UUID.randomUUID();
        var ids = new ArrayList<UUID>();
        for (var i = 0; i < 3; i++) {
            ids.add(await(routes.create(workspace, draft("r" + i))).id());
        }
        var first = await(routes.list(workspace, Optional.empty(), 2));
        var second = await(routes.list(workspace, Optional.of(first.getLast().id()), 2));
        assertThat(first)
                .hasSize(2)
                .allSatisfy(route -> assertThat(route.plan().path()).isNull());
        assertThat(second).hasSize(1);
        first = new ArrayList<>(first);
        first.addAll(second);
        assertThat(first).extracting(Route::id).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void a_route_is_replaced_whole() throws Exception {
        var route = create("before");
        var after =
                new RouteDraft("after", new RoutePath(List.of(new LngLat(1, 2), new LngLat(3, 4))), "[]", "{}", "{}");
        var replaced = await(routes.replace(Rows.OURS, route, after)).orElseThrow();
        assertThat(replaced.plan()).isEqualTo(after);
        assertThat(await(routes.get(Rows.OURS, route)).orElseThrow().plan()).isEqualTo(after);
        assertThat(replaced.lengthM()).isEqualTo(after.path().lengthM());
        assertThat(replaced.updatedAtMs()).isGreaterThanOrEqualTo(replaced.createdAtMs());
    }

    @Test
    void another_workspace_sees_and_changes_nothing() throws Exception {
        var route = create("ours");
        deploy(route, vehicle);
        var theirVehicle = Rows.vehicle(FRESH, Rows.THEIRS);

        assertThat(await(routes.get(Rows.THEIRS, route))).isEmpty();
        assertThat(await(routes.list(Rows.THEIRS, Optional.empty(), 10))).isEmpty();
        assertThat(await(routes.replace(Rows.THEIRS, route, draft("theirs")))).isEmpty();
        assertThat(await(routes.delete(Rows.THEIRS, route))).isEqualTo(Route.Deletion.NO_SUCH_ROUTE);
        assertThat(await(deployments.deploy(Rows.THEIRS, route, theirVehicle, null)))
                .isEqualTo(new Outcome.NoSuchRoute());
        assertThat(await(deployments.deploy(Rows.OURS, route, theirVehicle, null)))
                .isEqualTo(new Outcome.NoSuchVehicle());
        assertThat(await(deployments.end(Rows.THEIRS, route, vehicle, DeploymentStatus.CANCELLED)))
                .isEmpty();
        assertThat(await(deployments.ofRoute(Rows.THEIRS, route, TimedId.FIRST, 10)))
                .isEmpty();
        assertThat(await(deployments.ofVehicle(Rows.THEIRS, vehicle, TimedId.FIRST, 10)))
                .isEmpty();
        assertThat(await(routes.get(Rows.OURS, route)).orElseThrow().plan().name())
                .isEqualTo("ours");
    }

    @Test
    void a_vehicle_drives_one_route_at_a_time_and_deploying_it_again_changes_nothing() throws Exception {
        var one = create("one");
        var two = create("two");
        var first = deploy(one, vehicle);
        assertThat(deploy(one, vehicle)).isEqualTo(first);
        assertThat(first.deployedBy()).isEqualTo("dispatcher");

        var second = deploy(two, vehicle);

        assertThat(second.status()).isEqualTo(DeploymentStatus.ACTIVE);
        var all = await(deployments.ofVehicle(Rows.OURS, vehicle, TimedId.FIRST, 10));
        assertThat(all).extracting(Deployment::id).containsExactly(second.id(), first.id());
        assertThat(all.getLast().status()).isEqualTo(DeploymentStatus.CANCELLED);
        assertThat(all.getLast().endedAtMs()).isNotNull();
    }

    @Test
    void of_many_deployments_at_once_one_is_active() throws Exception {
        var wanted = new ArrayList<Future<Outcome>>();
        for (var i = 0; i < 8; i++) {
            wanted.add(deployments.deploy(Rows.OURS, create("r" + i), vehicle, null));
        }
        await(Future.all(wanted));
        var all = await(deployments.ofVehicle(Rows.OURS, vehicle, TimedId.FIRST, 10));
        assertThat(all).hasSize(8);
        assertThat(all)
                .filteredOn(known -> known.status() == DeploymentStatus.ACTIVE)
                .hasSize(1);
    }

    @Test
    void a_deployment_ends_once() throws Exception {
        var route = create("r");
        deploy(route, vehicle);
        var ended = await(deployments.end(Rows.OURS, route, vehicle, DeploymentStatus.COMPLETED))
                .orElseThrow();
        assertThat(ended.status()).isEqualTo(DeploymentStatus.COMPLETED);
        assertThat(await(deployments.end(Rows.OURS, route, vehicle, DeploymentStatus.CANCELLED)))
                .isEmpty();
        assertThat(deploy(route, vehicle).id()).isNotEqualTo(ended.id());
    }

    @Test
    void a_route_that_is_driven_is_not_deleted_and_a_deleted_one_is_not_driven() throws Exception {
        var route = create("r");
        deploy(route, vehicle);
        assertThat(await(routes.delete(Rows.OURS, route))).isEqualTo(Route.Deletion.DEPLOYED);
        await(deployments.end(Rows.OURS, route, vehicle, DeploymentStatus.COMPLETED));
        assertThat(await(routes.delete(Rows.OURS, route))).isEqualTo(Route.Deletion.DELETED);
        assertThat(await(routes.delete(Rows.OURS, route))).isEqualTo(Route.Deletion.NO_SUCH_ROUTE);
        assertThat(await(routes.get(Rows.OURS, route))).isEmpty();
        assertThat(await(routes.replace(Rows.OURS, route, draft("again")))).isEmpty();
        assertThat(await(deployments.deploy(Rows.OURS, route, vehicle, null))).isEqualTo(new Outcome.NoSuchRoute());
        assertThat(await(deployments.ofRoute(Rows.OURS, route, TimedId.FIRST, 10)))
                .hasSize(1);
    }

    @Test
    void deployments_are_listed_page_by_page_newest_first() throws Exception {
        var route = create("r");
        var made = new ArrayList<UUID>();
        for (var i = 0; i < 3; i++) {
            made.addFirst(deploy(route, Rows.vehicle(FRESH, Rows.OURS)).id());
        }
        var first = await(deployments.ofRoute(Rows.OURS, route, TimedId.FIRST, 2));
        var second = await(deployments.ofRoute(Rows.OURS, route, first.getLast().deployedAt(), 2));
        assertThat(first).extracting(Deployment::id).containsExactlyElementsOf(made.subList(0, 2));
        assertThat(second).extracting(Deployment::id).containsExactly(made.getLast());
    }

    private static UUID create(String name) throws Exception {
        return await(routes.create(Rows.OURS, draft(name))).id();
    }

    private static Deployment deploy(UUID route, UUID vehicle) throws Exception {
        return ((Outcome.Deployed) await(deployments.deploy(Rows.OURS, route, vehicle, "dispatcher"))).deployment();
    }

    private static RouteDraft draft(String name) {
        return new RouteDraft(name, new RoutePath(List.of(new LngLat(11, 49), new LngLat(11, 50))), "[]", "{}", "{}");
    }
}
