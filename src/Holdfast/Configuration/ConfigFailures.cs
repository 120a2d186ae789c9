using Holdfast.Errors;

namespace Holdfast.Configuration;

/// <summary>The errors of configurations.</summary>
internal static class ConfigFailures
{
    public static PathNotFoundException Unknown(string name) => new(
        ErrorCode.UnknownConfiguration, $"There is no configuration '{name}'; register it first, or ask with Find.");

    public static HoldfastArgumentException Duplicate(string name) => new(
        ErrorCode.DuplicateConfiguration,
        $"The configuration '{name}' is registered already; change it, or get it with GetOrRegister.");

    public static HoldfastOperationException NotAConfiguration(string name) => new(
        ErrorCode.NotAConfiguration,
        $"What is stored as '{name}' is no configuration; remove it first, or use another path.");

    public static HoldfastOperationException NoVersionLeft(string name) => new(
        ErrorCode.NotAConfiguration,
        $"The version that is stored with the configuration '{name}' has no next one: it was written past the "
            + "configuration; set it to what it was, or roll back.");

    public static HoldfastOperationException UnknownVersion(string name, long version, long newest) => new(
        ErrorCode.UnknownVersion,
        $"The configuration '{name}' has no version {version}; its newest is {newest}: look at its history.");

    public static HoldfastOperationException Trimmed(string name, long version, long oldest) => new(
        ErrorCode.TrimmedRevision,
        $"Version {version} of the configuration '{name}' is not kept any more; the oldest kept is {oldest}.");
}
