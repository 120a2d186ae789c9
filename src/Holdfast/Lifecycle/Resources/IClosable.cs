namespace Holdfast.Lifecycle.Resources;

/// <summary>Something that can tell whether it was closed.</summary>
public interface IClosable
{
    /// <summary>Whether it was open and is not any more; false before it was ever opened.</summary>
    bool IsClosed { get; }
}
