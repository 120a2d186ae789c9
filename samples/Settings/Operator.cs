using Holdfast;
using Holdfast.Configuration;

namespace Settings;

/// <summary>The process of somebody who changes the settings of a service that runs.</summary>
internal static class Operator
{
    public static void Run(string folder)
    {
        using Store store = Store.Open(folder, Service.StoreOptions);
        Config settings = Service.GetSettings(store);
        try
        {
            settings.Set("/limits/timeoutMilliseconds", 0, new() { Author = "operator" });
        }
        catch (InvalidConfigurationException refused)
        {
            Console.WriteLine($"refused: {refused.Problems[0]}");
        }

        settings.Update(
            [new("/limits/timeoutMilliseconds", 700), new("level", "debug")],
            new()
            {
                Author = "operator",
                Reason = "answers shall not take so long",
                Metadata = Value.Parse("""{"ticket":4711}"""),
            });
    }
}
