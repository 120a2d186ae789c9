using System.Text.Json;
using Holdfast;
using Holdfast.Configuration;

namespace Settings;

/// <summary>A service whose settings may change at any time.</summary>
internal sealed class Service(Config settings)
{
    public const int Requests = 10;

    /// <summary>How sections become records: with names that begin small, as JSON has them.</summary>
    public static StoreOptions StoreOptions { get; } =
        new() { Json = new JsonSerializerOptions(JsonSerializerDefaults.Web) };

    /// <summary>The settings, which the first program that asks for them makes, and which none may break.</summary>
    public static Config GetSettings(Store store)
    {
        ConfigManager manager = store.GetState("service").GetConfigurations("/settings");
        manager["requests"].AddValidator(candidate => candidate.Get<Limits>("/limits").TimeoutMilliseconds > 0
            ? []
            : ["a time-out is longer than nothing"]);
        return manager.GetOrRegister(
            "requests",
            Value.Parse("""{"limits":{"timeoutMilliseconds":5000},"level":"info"}"""),
            new() { Reason = "defaults" });
    }

    /// <summary>Answers requests that take 100 to 1,000 ms, each by the settings of that moment.</summary>
    public int CountFailures() => Enumerable.Range(1, Requests)
        .Count(request => request * 100 > settings.Get<Limits>("/limits").TimeoutMilliseconds);
}
