import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One real Elasticsearch node on loopback, for as long as the process that asked for it lives.
 *
 * Arguments: home, HTTP port (0 takes a free one), id of the process to outlive nobody of; for a
 * node of several also its transport port, and the addresses and names of all. The address is
 * written to the file "address" in the home once the node answers.
 */
public class TestNode {
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]).toAbsolutePath();
    System.setProperty("es.path.home", home.toString());
    Settings.Builder settings = Settings.builder()
        .put("path.home", home)
        .put("path.data", home.resolve("data"))
        .put("path.logs", home.resolve("logs"))
        .put("cluster.name", "zhuanhua-test")
        .put("node.name", home.getFileName().toString())
        .put("network.host", "127.0.0.1")
        .put("http.port", arguments[1].equals("0") ? "0-0" : arguments[1])
        .put("cluster.routing.allocation.disk.threshold_enabled", false);
    if (arguments.length == 3) {
      settings.put("discovery.type", "single-node").put("transport.port", "0-0");
    } else {
      settings.put("transport.port", arguments[3])
          .putList("discovery.seed_hosts", arguments[4].split(","))
          .putList("cluster.initial_master_nodes", arguments[5].split(","));
    }
    LogConfigurator.configureESLogging();
    LogConfigurator.configureWithoutConfig(Settings.EMPTY);
    Environment environment = new Environment(settings.build(), home.resolve("config"));
    Node node = new Node(environment, PluginsLoader.createPluginsLoader(
        PluginsLoader.loadModulesBundles(environment.modulesDir(), false),
        PluginsLoader.loadPluginsBundles(environment.pluginsDir(), false), Map.of()));
    node.start();
    String address = node.injector().getInstance(
        org.elasticsearch.http.HttpServerTransport.class).boundAddress().publishAddress().toString();
    Files.writeString(home.resolve("starting"), "http://" + address);
    Files.move(home.resolve("starting"), home.resolve("address"));
    ProcessHandle owner = ProcessHandle.of(Long.parseLong(arguments[2])).orElseThrow();
    owner.onExit().join();
    Runtime.getRuntime().halt(0);  // nothing that it holds is worth an orderly end
  }
}
