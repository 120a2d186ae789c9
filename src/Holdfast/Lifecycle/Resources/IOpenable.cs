namespace Holdfast.Lifecycle.Resources;

/// <summary>Something that is opened before use and closed after it.</summary>
public interface IOpenable
{
    /// <summary>Opens it, once more if it counts.</summary>
    void Open();

    /// <summary>Closes it; if it counts, the last close is the one that matters.</summary>
    void Close();
}
