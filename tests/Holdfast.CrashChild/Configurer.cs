using Holdfast.Configuration;

namespace Holdfast.CrashChild;

/// <summary>Changes one configuration without end, and prints each version that it made.</summary>
internal static class Configurer
{
    public static int Run(string folder)
    {
        using Store store = Store.Open(folder);
        Config config = store.GetState("app").GetConfigurations("/config")
            .GetOrRegister("web", Value.Parse("""{"count":0}"""));
        while (true)
        {
            VersionedConfig made = config.Change(draft => draft["count"] = draft.Get<long>("count") + 1)!;
            Console.Out.WriteLine(made.Version);
            Console.Out.Flush();
        }
    }
}
