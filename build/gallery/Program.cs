using Microsoft.ML.Vae.Gallery;

return GalleryCommand.Run(args, Console.Out);
