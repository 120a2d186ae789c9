namespace Holdfast.Machines.Storing;

/// <summary>The definition of a machine as it stands beside it, or at a place that several machines share.</summary>
/// <param name="json">The definition.</param>
/// <param name="section">The section of the namespace that the state shows.</param>
/// <param name="path">Where the machine is.</param>
/// <param name="shared">Where the definition is to be; null: with the machine.</param>
internal sealed class StoredDefinition(
    Value json, StatePath section, StatePath path, StatePath? shared)
{
    private readonly StatePath _own = path / PositionForm.Definition;

    /// <summary>What stands with the machine: the definition, or its path from the root of the namespace.</summary>
    private readonly Value _reference = shared is { } place ? section.Concat(place).ToString() : json;

    public bool IsThere(StateView view) => view.TryGet(_own, out Value own) && own == _reference
        && (shared is not { } place || (view.TryGet(place, out Value there) && there == json));

    public void Write(Transaction transaction)
    {
        if (!transaction.TryGet(_own, out Value own) || own != _reference) transaction.Set(_own, _reference);
        if (shared is { } place && (!transaction.TryGet(place, out Value there) || there != json))
            transaction.Set(place, json);
    }
}
