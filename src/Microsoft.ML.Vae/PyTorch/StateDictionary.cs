using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.PyTorch;

/// <summary>Finds a state_dict in what a pickle holds: that itself, or one entry of a checkpoint's dictionary.</summary>
internal static class StateDictionary
{
    private const int MostNames = 20;

    /// <exception cref="ModelFormatException">There is none, or more than one.</exception>
    public static IReadOnlyList<(string Name, TorchTensor Tensor)> Of(object? root)
    {
        if (root is not PickleDictionary dictionary)
            throw StateDictFile.Refused($"holds no dictionary. {StateDictFile.HowToSave}");
        if (TryRead(dictionary) is { } whole)
            return whole;
        IEnumerable<PickleDictionary> entries = dictionary.Items.Select(item => item.Value).OfType<PickleDictionary>().Distinct();
        List<(string Name, TorchTensor Tensor)>[] nested = [.. entries.Select(TryRead).OfType<List<(string, TorchTensor)>>()];
        string names = string.Join(", ", dictionary.Items.Take(MostNames).Select(item => $"'{item.Key}'"));
        return nested is [{ } single]
            ? single
            : throw StateDictFile.Refused(
                $"holds a dictionary with {dictionary.Items.Count} entries ({names}), of which {nested.Length} are state_dicts, not one. "
                + StateDictFile.HowToSave);
    }

    private static List<(string Name, TorchTensor Tensor)>? TryRead(PickleDictionary dictionary)
    {
        var tensors = new List<(string, TorchTensor)>();
        var names = new HashSet<string>();
        foreach ((object? key, object? value) in dictionary.Items)
        {
            if (key is not string name || value is not TorchTensor tensor)
                return null;
            if (!names.Add(name))
                throw StateDictFile.Refused($"is damaged: the tensor '{name}' is there twice");
            tensors.Add((name, tensor));
        }
        if (tensors.Count > TensorLimits.Count)
            throw StateDictFile.Refused($"holds {tensors.Count} tensors; wanted at most {TensorLimits.Count}");
        return tensors.Count == 0 ? null : tensors;
    }
}
