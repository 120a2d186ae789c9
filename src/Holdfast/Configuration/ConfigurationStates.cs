namespace Holdfast.Configuration;

/// <summary>Binds configurations to states.</summary>
public static class ConfigurationStates
{
    /// <summary>
    /// Gives the configurations that are kept at a path: every process sees the same, and they survive it.
    /// </summary>
    /// <param name="state">
    /// The state. Its namespace keeps its whole history, unless something else is stored with it.
    /// </param>
    /// <param name="path">An object whose members are the configurations; made by the first one.</param>
    /// <remarks>Cost. Nothing is read or made before it is used.</remarks>
    public static ConfigManager GetConfigurations(this State state, StatePath path = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ConfigManager(new StateConfigSource(state.GetSection(path)));
    }
}
